// The letters of a mailbox: one list for each filter of the address; the last copy stays visible without a network.
import { api, ask } from '../api';
import type { LetterKind, LetterRow } from '../api/mail';
import { NO_FILTER, type MailFilter } from '../features/mail/filter';
import { onLive } from './live.svelte';
import { ownerOf } from './own-reports.svelte';
import { session } from './session.svelte';

interface Mailbox {
  /** Whose letters these are: the account, or the one it acts for. */
  owner: string | undefined;
  filter: MailFilter;
  rows: readonly LetterRow[];
  next: string | undefined;
  /** How many letters of the inbox wait to be opened; nothing before the first answer. */
  unread: number | undefined;
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  error: unknown;
  /** When this copy was fetched; 0 before the first answer. */
  at: number;
}

const nobodys = (): Mailbox => ({ owner: undefined, filter: NO_FILTER, rows: [], next: undefined, unread: undefined, phase: 'idle', error: undefined, at: 0 });

export const mailbox = $state<Mailbox>(nobodys());
let turn = 0;

function page(filter: MailFilter, cursor?: string) {
  const { box, office, q } = filter;
  const on = (flag: boolean) => flag || undefined;
  const query = { box, unread: on(filter.unread), starred: on(filter.starred), deadline: on(filter.deadline), office: office || undefined, year: filter.year ? Number(filter.year) : undefined, kind: (filter.kind || undefined) as LetterKind | undefined, q: q || undefined, cursor };
  return ask(api.GET('/api/mail', { params: { query } }));
}

const same = (one: MailFilter, other: MailFilter) => JSON.stringify(one) === JSON.stringify(other);

/** Asks for the first page; old rows stay visible only where they belong to the same person and the same filter. */
export async function loadMailbox(filter: MailFilter): Promise<void> {
  const owner = session.account && ownerOf(session.account.id);
  if (!owner) return;
  const mine = ++turn;
  if (mailbox.owner !== owner) Object.assign(mailbox, nobodys(), { owner, filter });
  else if (!same(mailbox.filter, filter)) Object.assign(mailbox, { filter, rows: [], next: undefined, at: 0 });
  mailbox.phase = 'loading';
  try {
    const found = await page(filter);
    if (mine !== turn) return;
    Object.assign(mailbox, { rows: found.letters, next: found.next_cursor ?? undefined, unread: found.unread, phase: 'ready', error: undefined, at: Date.now() });
  } catch (error) {
    if (mine === turn) Object.assign(mailbox, { phase: 'failed', error });
  }
}

export async function loadMoreLetters(): Promise<void> {
  const { next } = mailbox;
  if (!next) return;
  const mine = turn;
  const found = await page(mailbox.filter, next);
  if (mine !== turn) return;
  const known = new Set(mailbox.rows.map((row) => row.id));
  mailbox.rows = [...mailbox.rows, ...found.letters.filter((row) => !known.has(row.id))];
  mailbox.next = found.next_cursor ?? undefined;
}

/** A letter as it is now. */
export function putLetterRow(row: LetterRow): void {
  mailbox.rows = mailbox.rows.map((old) => (old.id === row.id ? row : old));
}

/** The letter is not in this list any more. */
export function dropLetterRow(id: string): void {
  mailbox.rows = mailbox.rows.filter((row) => row.id !== id);
}

export function forgetMailbox(): void {
  turn += 1;
  Object.assign(mailbox, nobodys());
}

onLive((event) => {
  if (!event.kind.startsWith('letter_') || mailbox.phase === 'idle') return;
  if (session.account && mailbox.owner === ownerOf(session.account.id)) void loadMailbox(mailbox.filter);
});
