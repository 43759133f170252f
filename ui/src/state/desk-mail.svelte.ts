// The desk's letters: one list for the filters of the address.
import { api, ask } from '../api';
import type { DeskLetterPage, DeskLetterRow, LetterState } from '../api/mail';
import { onLive } from './live.svelte';

export interface DeskMailFilter {
  state: string;
  asked: boolean;
  office: string;
  q: string;
}

interface DeskMail {
  filter: DeskMailFilter;
  rows: readonly DeskLetterRow[];
  next: string | undefined;
  /** How many wait for a decision and for an answer; nothing before the first answer. */
  counts: Pick<DeskLetterPage, 'needs_clerk' | 'asked'> | undefined;
  phase: 'idle' | 'loading' | 'ready';
  error: unknown;
  at: number;
}

const NOTHING: DeskMailFilter = { state: '', asked: false, office: '', q: '' };
const REFRESH_AFTER_MS = 500;
export const deskMail = $state<DeskMail>({ filter: NOTHING, rows: [], next: undefined, counts: undefined, phase: 'idle', error: undefined, at: 0 });
let turn = 0;

const same = (one: DeskMailFilter, other: DeskMailFilter) => JSON.stringify(one) === JSON.stringify(other);

function page({ state, asked, office, q }: DeskMailFilter, cursor?: string) {
  const query = { state: (state || undefined) as LetterState | undefined, asked: asked || undefined, office: office || undefined, q: q || undefined, cursor };
  return ask(api.GET('/api/desk/mail', { params: { query } }));
}

/** Asks for the first page of a filter; old rows stay visible only when the filter is the same. */
export async function loadDeskMail(filter: DeskMailFilter = deskMail.filter): Promise<void> {
  const mine = ++turn;
  if (!same(filter, deskMail.filter)) Object.assign(deskMail, { filter, rows: [], next: undefined });
  Object.assign(deskMail, { phase: 'loading', error: undefined });
  try {
    const found = await page(filter);
    if (mine !== turn) return;
    Object.assign(deskMail, { rows: found.letters, next: found.next_cursor ?? undefined, counts: { needs_clerk: found.needs_clerk, asked: found.asked }, at: Date.now() });
  } catch (error) {
    if (mine === turn) deskMail.error = error;
  } finally {
    if (mine === turn) deskMail.phase = 'ready';
  }
}

export async function loadMoreDeskMail(): Promise<void> {
  const { next } = deskMail;
  if (!next) return;
  const mine = turn;
  const found = await page(deskMail.filter, next);
  if (mine !== turn) return;
  const known = new Set(deskMail.rows.map((row) => row.id));
  deskMail.rows = [...deskMail.rows, ...found.letters.filter((row) => !known.has(row.id))];
  deskMail.next = found.next_cursor ?? undefined;
}

let timer: number | undefined;
onLive((event) => {
  if (!event.kind.startsWith('letter_') || deskMail.phase === 'idle') return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void loadDeskMail(), REFRESH_AFTER_MS);
});
