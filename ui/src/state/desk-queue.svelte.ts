// The clerk's queue: one list for the table and the case beside it, so that neither forgets what the other did.
import { api, ask } from '../api';
import type { CaseRow, OpenCounts } from '../api/desk';
import type { LiveEvent } from '../host';
import { onLive } from './live.svelte';

/** As it stands in the address; empty means the usual. */
export interface QueueFilter {
  status: string;
  category: string;
  assignee: string;
  q: string;
}

interface Queue {
  filter: QueueFilter;
  rows: CaseRow[];
  next: string | null;
  open: OpenCounts | undefined;
  phase: 'idle' | 'loading' | 'ready';
  error: unknown;
  /** When this copy was fetched. */
  at: number;
  /** New cases that are not shown yet, because showing them would move what the clerk looks at. */
  waiting: CaseRow[];
  more: 'idle' | 'loading' | 'failed';
}

const REFRESH_AFTER_MS = 400;
const NOTHING: QueueFilter = { status: '', category: '', assignee: '', q: '' };

export const queue = $state<Queue>({ filter: NOTHING, rows: [], next: null, open: undefined, phase: 'idle', error: undefined, at: 0, waiting: [], more: 'idle' });

/** The case the clerk works on and the row she stands on; both outlive a change of page. */
export const place = $state<{ selected: string | undefined }>({ selected: undefined });

/** Says whether new rows may be put on top at once. Set by the page that shows the list. */
let mayInsert: () => boolean = () => false;
export function letRowsIn(when: () => boolean): () => void {
  mayInsert = when;
  return () => (mayInsert = () => false);
}

let turn = 0;

function page(filter: QueueFilter, cursor?: string) {
  const assignee = filter.assignee === 'me' || filter.assignee === 'nobody' ? filter.assignee : undefined;
  return ask(
    api.GET('/api/desk/cases', {
      params: { query: { status: filter.status || undefined, category: filter.category || undefined, assignee, q: filter.q || undefined, cursor } },
    }),
  );
}

export const sameFilter = (a: QueueFilter, b: QueueFilter) => a.status === b.status && a.category === b.category && a.assignee === b.assignee && a.q === b.q;

/** Asks for the first page of a filter; the old rows stay visible only when the filter is the same. */
export async function loadQueue(filter: QueueFilter = queue.filter): Promise<void> {
  const mine = ++turn;
  if (!sameFilter(filter, queue.filter)) {
    Object.assign(queue, { filter, rows: [], next: null });
  }
  queue.phase = 'loading';
  queue.error = undefined;
  try {
    const loaded = await page(filter);
    if (mine !== turn) return;
    Object.assign(queue, { rows: loaded.cases, next: loaded.next_cursor ?? null, open: loaded.open, at: Date.now(), waiting: [], more: 'idle' });
  } catch (error) {
    if (mine === turn) queue.error = error;
  } finally {
    if (mine === turn) queue.phase = 'ready';
  }
}

export async function loadMore(): Promise<void> {
  if (!queue.next || queue.more === 'loading') return;
  const mine = turn;
  queue.more = 'loading';
  try {
    const loaded = await page(queue.filter, queue.next);
    if (mine !== turn) return;
    const known = new Set(queue.rows.map((row) => row.id));
    queue.rows = [...queue.rows, ...loaded.cases.filter((row) => !known.has(row.id))];
    queue.next = loaded.next_cursor ?? null;
    queue.more = 'idle';
  } catch {
    queue.more = 'failed';
  }
}

/** Puts the new rows on top. */
export function showWaiting(): void {
  const known = new Set(queue.rows.map((row) => row.id));
  queue.rows = [...queue.waiting.filter((row) => !known.has(row.id)), ...queue.rows];
  queue.waiting = [];
}

/** A case as it is now, after an act of our own or a look at it. */
export function putRow(row: CaseRow): void {
  queue.rows = queue.rows.map((old) => (old.id === row.id && old.revision <= row.revision ? row : old));
}

/** A look that started before an act of ours may answer after it. */
const newer = (old: CaseRow, found: CaseRow | undefined) => (found && found.revision >= old.revision ? found : old);

// Brings the list up to date without moving it: rows change where they stand, rows that left the filter go (but not the one the
// clerk stands on), new ones wait or come in on top.
function merge(cases: readonly CaseRow[], complete: boolean): void {
  const fresh = new Map(cases.map((row) => [row.id, row]));
  const oldest = cases.at(-1)?.received_at ?? '';
  const known = new Set(queue.rows.map((row) => row.id));
  queue.rows = queue.rows
    .filter((row) => fresh.has(row.id) || row.id === place.selected || (!complete && row.received_at < oldest))
    .map((row) => newer(row, fresh.get(row.id)));
  const newest = queue.rows[0]?.received_at ?? '';
  const arrived = cases.filter((row) => !known.has(row.id) && row.received_at >= newest);
  queue.waiting = arrived;
  if (arrived.length > 0 && (queue.rows.length === 0 || mayInsert())) showWaiting();
}

let looks = 0;
let latest = 0;

/** Asks again for the first page after the live stream said something, and for changed rows further down. */
export async function refreshQueue(...objects: string[]): Promise<void> {
  if (queue.phase === 'idle') return;
  const mine = turn;
  const look = ++looks;
  try {
    const loaded = await page(queue.filter);
    // A later look knows more than this one.
    if (mine !== turn || look < latest) return;
    latest = look;
    Object.assign(queue, { open: loaded.open, at: Date.now(), error: undefined });
    merge(loaded.cases, loaded.next_cursor === null || loaded.next_cursor === undefined);
    const first = new Set(loaded.cases.map((row) => row.id));
    for (const id of objects.filter((one) => !first.has(one) && queue.rows.some((row) => row.id === one))) {
      putRow((await ask(api.GET('/api/desk/reports/{id}', { params: { path: { id } } }))).case);
    }
  } catch (error) {
    if (mine === turn) queue.error = error;
  }
}

/** Forgets everything, for the next person at this device. */
export function forgetQueue(): void {
  turn += 1;
  Object.assign(queue, { filter: NOTHING, rows: [], next: null, open: undefined, phase: 'idle', error: undefined, at: 0, waiting: [], more: 'idle' });
  place.selected = undefined;
}

let timer: number | undefined;
const changed = new Set<string>();
const ABOUT_CASES = new Set<LiveEvent['kind']>(['report_filed', 'status_changed', 'case_taken', 'case_released', 'answer_given', 'note_written']);

onLive((event) => {
  if (!ABOUT_CASES.has(event.kind)) return;
  changed.add(event.object);
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const objects = [...changed];
    changed.clear();
    void refreshQueue(...objects);
  }, REFRESH_AFTER_MS);
});
