// The resident's own reports: asked once, asked again when the live stream says so; the last copy stays visible without a network.
import { api, ask, type ReportRow } from '../api';
import { acting } from './acting.svelte';
import { session } from './session.svelte';

interface OwnReports {
  /** Whose reports these are: see `ownerOf`. */
  owner: string | undefined;
  rows: ReportRow[];
  next: string | null;
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  error: unknown;
  /** When this copy was fetched; 0 before the first answer. */
  at: number;
}

const nobodys = (): OwnReports => ({ owner: undefined, rows: [], next: null, phase: 'idle', error: undefined, at: 0 });

/** The account, or the one that the account acts for. */
export const ownerOf = (account: string | undefined): string | undefined => (acting.current ? `${account}/${acting.current.id}` : account);

export const ownReports = $state<OwnReports>(nobodys());
let again = false;

/** Rows that "show more" brought stay below the first page. */
function withOlder(first: ReportRow[], next: string | null): Pick<OwnReports, 'rows' | 'next'> {
  const known = new Set(first.map((row) => row.id));
  const last = ownReports.rows.findIndex((row) => row.id === first.at(-1)?.id);
  const older = last < 0 ? [] : ownReports.rows.slice(last + 1).filter((row) => !known.has(row.id));
  return older.length > 0 ? { rows: [...first, ...older], next: ownReports.next } : { rows: first, next };
}

/** `changed`: the town said that something is new, so an answer that is on its way may be too old. */
export async function loadOwnReports(changed = false): Promise<void> {
  const account = ownerOf(session.account?.id);
  if (!session.account || !account) return;
  if (ownReports.owner !== account) {
    forgetOwnReports();
    ownReports.owner = account;
  }
  if (ownReports.phase === 'loading') {
    again ||= changed;
    return;
  }
  ownReports.phase = 'loading';
  try {
    const page = await ask(api.GET('/api/reports'));
    if (ownReports.owner !== account) return;
    Object.assign(ownReports, { ...withOlder(page.reports, page.next_cursor ?? null), phase: 'ready', error: undefined, at: Date.now() });
  } catch (error) {
    if (ownReports.owner !== account) return;
    Object.assign(ownReports, { phase: 'failed', error });
  }
  if (again) {
    again = false;
    await loadOwnReports();
  }
}

export async function loadMoreReports(): Promise<void> {
  const { owner, next } = ownReports;
  if (!next) return;
  const page = await ask(api.GET('/api/reports', { params: { query: { cursor: next } } }));
  if (ownReports.owner !== owner) return;
  const known = new Set(ownReports.rows.map((row) => row.id));
  ownReports.rows = [...ownReports.rows, ...page.reports.filter((row) => !known.has(row.id))];
  ownReports.next = page.next_cursor ?? null;
}

export function forgetOwnReports(): void {
  again = false;
  Object.assign(ownReports, nobodys());
}
