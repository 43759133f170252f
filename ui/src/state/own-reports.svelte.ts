// The resident's own reports: asked once, asked again when the live stream says so; the last copy stays visible without a network.
import { api, ask, type ReportRow } from '../api';
import { onLive } from './notices.svelte';
import { session } from './session.svelte';

interface OwnReports {
  rows: ReportRow[];
  next: string | null;
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  error: unknown;
  /** When this copy was fetched. */
  at: number;
}

export const ownReports = $state<OwnReports>({ rows: [], next: null, phase: 'idle', error: undefined, at: 0 });
let owner: string | undefined;

export async function loadOwnReports(): Promise<void> {
  const account = session.account?.id;
  if (!account) return;
  if (owner !== account) Object.assign(ownReports, { rows: [], next: null, phase: 'idle' });
  owner = account;
  if (ownReports.phase === 'loading') return;
  ownReports.phase = 'loading';
  try {
    const page = await ask(api.GET('/api/reports'));
    Object.assign(ownReports, { rows: page.reports, next: page.next_cursor ?? null, phase: 'ready', error: undefined, at: Date.now() });
  } catch (error) {
    Object.assign(ownReports, { phase: 'failed', error });
  }
}

export async function loadMoreReports(): Promise<void> {
  if (!ownReports.next) return;
  const page = await ask(api.GET('/api/reports', { params: { query: { cursor: ownReports.next } } }));
  const known = new Set(ownReports.rows.map((row) => row.id));
  ownReports.rows = [...ownReports.rows, ...page.reports.filter((row) => !known.has(row.id))];
  ownReports.next = page.next_cursor ?? null;
}

export function forgetOwnReports(): void {
  owner = undefined;
  Object.assign(ownReports, { rows: [], next: null, phase: 'idle', error: undefined, at: 0 });
}

onLive((event) => {
  if (ownReports.phase !== 'idle' && ownReports.rows.some((row) => row.id === event.object)) void loadOwnReports();
});
