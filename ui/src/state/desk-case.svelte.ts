// The case that is open beside the queue: what it says, and the acts on it. Every act names the revision the clerk looked at.
import { api, ask, failureOf, type Status } from '../api';
import type { CaseRow, DeskReport } from '../api/desk';
import { changesBetween, type Change } from '../features/cases/changes';
import { putRow, refreshQueue } from './desk-queue.svelte';
import { desk } from './desk-session.svelte';
import { onLive, stream } from './live.svelte';

interface OpenCase {
  id: string | undefined;
  report: DeskReport | undefined;
  error: unknown;
  /** What is being sent, and what waits behind it. */
  busy: readonly string[];
  /** What colleagues changed meanwhile. */
  news: Change[];
  /** An act was refused because of these changes. */
  refused: boolean;
  /** Another office's case: the server wants to know why before it shows anything. */
  asksWhy: boolean;
  /** What was said; for this visit only, never kept. */
  reason: string;
}

const closed = (): OpenCase => ({ id: undefined, report: undefined, error: undefined, busy: [], news: [], refused: false, asksWhy: false, reason: '' });

export const openCase = $state<OpenCase>(closed());

type Why = { 'Access-Reason'?: string };

/** The header that says why another office's case is opened; headers carry ASCII only, so it travels percent-encoded. */
export function reasonHeader(): Why {
  return openCase.reason ? { 'Access-Reason': encodeURIComponent(openCase.reason) } : {};
}

const look = (id: string) => ask(api.GET('/api/desk/reports/{id}', { params: { path: { id }, header: reasonHeader() } }));

/** Opens a case, or asks for it again. */
export async function loadCase(id: string): Promise<void> {
  if (openCase.id !== id) Object.assign(openCase, { ...closed(), id });
  openCase.error = undefined;
  try {
    const report = await look(id);
    if (openCase.id !== id) return;
    openCase.report = report;
    openCase.asksWhy = false;
    putRow(report.case);
  } catch (error) {
    if (openCase.id !== id) return;
    if (failureOf(error).code === 'reason-required') openCase.asksWhy = true;
    else openCase.error = error;
  }
}

/** Opens another office's case with the reason the resident will read. */
export async function sayWhy(reason: string): Promise<void> {
  openCase.reason = reason.trim();
  if (openCase.id) await loadCase(openCase.id);
}

/** Whether this desk may change the open case: its own office's, one it stands in for, and for administrators any. */
export function mayChange(): boolean {
  const office = openCase.report?.case.office;
  return desk.member?.role === 'admin' || office === undefined || office === desk.member?.office || desk.offices.includes(office);
}

export function closeCase(): void {
  Object.assign(openCase, closed());
}

// Looks again and tells what colleagues did since the last look.
async function reload(id: string): Promise<Change[]> {
  // Each look is written down, with its reason: none at a case that is closed already.
  if (openCase.id !== id) return [];
  const report = await look(id);
  if (openCase.id !== id) return [];
  // A look that started before an act of ours may answer after it.
  if (openCase.report && openCase.report.case.revision > report.case.revision) return [];
  const changes = openCase.report ? changesBetween(openCase.report, report, desk.member?.id) : [];
  openCase.report = report;
  putRow(report.case);
  return changes;
}

/** Thrown when a colleague was faster: nothing was sent, the case has been loaded anew and `openCase.news` says what changed. */
export class Overtaken extends Error {}

// What was pressed last; the next act waits for it.
let line: Promise<CaseRow>;

// One act after the other: each is sent with the revision the one before it left. When one fails, those behind it are not sent and fail
// with it. False: the same act is on its way already (or no case is open), and nothing more was sent.
async function act(what: string, send: (row: CaseRow, why: Why) => Promise<{ case: CaseRow }>): Promise<boolean> {
  const report = openCase.report;
  if (!report || openCase.busy.includes(what)) return false;
  const { id } = report.case;
  // Another case may be open before it is this act's turn.
  const why = reasonHeader();
  let before = line;
  if (openCase.busy.length === 0) {
    before = Promise.resolve(report.case);
    Object.assign(openCase, { news: [], refused: false });
  }
  openCase.busy = [...openCase.busy, what];
  line = before
    .then((row) => perform(id, row, (seen) => send(seen, why)))
    .finally(() => {
      if (openCase.id === id) openCase.busy = openCase.busy.filter((other) => other !== what);
    });
  await line;
  return true;
}

async function perform(id: string, row: CaseRow, send: (row: CaseRow) => Promise<{ case: CaseRow }>): Promise<CaseRow> {
  try {
    const after = (await send(row)).case;
    putRow(after);
    // It is done; if only the look afterwards fails, that must not read as "not sent".
    await reload(id).catch((error: unknown) => {
      if (openCase.id === id) openCase.error = error;
    });
    // With the stream open, the list hears of it anyway.
    if (stream.state !== 'open') void refreshQueue();
    return after;
  } catch (error) {
    const { code } = failureOf(error);
    if (code !== 'stale-revision' && code !== 'wrong-state') throw error;
    const news = await reload(id).catch(() => []);
    if (openCase.id === id) Object.assign(openCase, { news, refused: true });
    throw new Overtaken();
  }
}

export const take = () =>
  act('take', ({ id, revision }, why) => ask(api.POST('/api/desk/cases/{id}/take', { params: { path: { id }, header: why }, body: { revision } })));

export const letGo = () =>
  act('release', ({ id, revision }, why) => ask(api.POST('/api/desk/cases/{id}/release', { params: { path: { id }, header: why }, body: { revision } })));

/** Gives the key for what is about to be sent, once it is kept: the same one whenever the same content is sent again. */
export type KeyOf = (content: string) => Promise<string>;

export const setStatus = (status: Status, text: string, keyOf: KeyOf) =>
  act(`status-${status}`, async ({ id, revision }, why) => {
    const body = { status, text: text.trim(), revision };
    const key = await keyOf(JSON.stringify(body));
    return ask(api.POST('/api/desk/cases/{id}/status', { params: { path: { id }, header: { 'Idempotency-Key': key, ...why } }, body }));
  });

const write = (what: 'answer' | 'note', text: string, keyOf: KeyOf) =>
  act(what, async ({ id }, why) => {
    const body = { text: text.trim() };
    const key = await keyOf(JSON.stringify(body));
    const params = { path: { id }, header: { 'Idempotency-Key': key, ...why } };
    return ask(what === 'answer' ? api.POST('/api/desk/cases/{id}/answers', { params, body }) : api.POST('/api/desk/cases/{id}/notes', { params, body }));
  });

export const answer = (text: string, keyOf: KeyOf) => write('answer', text, keyOf);

export const note = (text: string, keyOf: KeyOf) => write('note', text, keyOf);

/** Takes a case from the list without opening it. */
export async function takeRow(row: CaseRow): Promise<void> {
  const { id, revision } = row;
  putRow((await ask(api.POST('/api/desk/cases/{id}/take', { params: { path: { id } }, body: { revision } }))).case);
}

let timer: number | undefined;
onLive((event) => {
  if (event.object !== openCase.id) return;
  const id = event.object;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const idle = openCase.busy.length === 0 ? Promise.resolve() : line.then(() => undefined, () => undefined);
    void idle
      .then(() => (openCase.id === id ? reload(id) : []))
      .then((changes) => {
        if (changes.length > 0 && openCase.id === id) Object.assign(openCase, { news: changes, refused: false });
      })
      .catch(() => undefined);
  }, 300);
});
