// News: the last thing the town hall said about each of one's own reports, and what of it this account has read on this device.
// The marks lie on the device, so that neither a reload nor a closed page forgets an answer.
import type { ReportRow } from '../api';
import { host } from '../host';
import { acting } from './acting.svelte';
import { loadOwnReports, ownerOf, ownReports } from './own-reports.svelte';
import { session } from './session.svelte';

/** On a device that is new to an account, what is older counts as read elsewhere. */
const OLD_MS = 14 * 24 * 60 * 60 * 1000;

interface Marks {
  version: 1;
  /** What was said before counts as read, in milliseconds since 1970. */
  since: number;
  /** Up to which moment each report was read. */
  reports: Record<string, number>;
}

export interface Notice {
  report: ReportRow;
  kind: NonNullable<ReportRow['news']>['kind'];
  at: string;
  read: boolean;
}

const read = $state<{ account: string | undefined; marks: Marks | undefined }>({ account: undefined, marks: undefined });
const nameOf = (account: string) => `read-${account}`;

async function stored(account: string): Promise<Marks | undefined> {
  const found = (await (await host()).drafts.load(nameOf(account)).catch(() => undefined)) as Marks | undefined;
  return found?.version === 1 ? found : undefined;
}

/** A device without room tells the same news again at the next visit: better than never. */
async function keep(account: string, marks: Marks): Promise<void> {
  await (await host()).drafts.save(nameOf(account), marks).catch(() => undefined);
}

/** Another window of the same device may have read more meanwhile. */
function joined(one: Marks, other: Marks | undefined): Marks {
  if (!other) return one;
  const reports = { ...other.reports };
  for (const [id, at] of Object.entries(one.reports)) reports[id] = Math.max(at, reports[id] ?? 0);
  return { version: 1, since: Math.max(one.since, other.since), reports };
}

/** Takes the marks of whoever is signed in from the device. */
async function loadMarks(): Promise<void> {
  const account = session.account?.id;
  if (read.account !== account) Object.assign(read, { account, marks: undefined });
  if (!account) return;
  const found = await stored(account);
  if (read.account !== account) return;
  const first = read.marks ?? found ?? { version: 1, since: Date.now() - OLD_MS, reports: {} };
  read.marks = joined(first, found);
  if (!found) await keep(account, $state.snapshot(read.marks));
}

/** The reports of whoever is signed in, and what of them is new. */
export async function loadNews(): Promise<void> {
  await Promise.all([loadMarks(), loadOwnReports()]);
}

/** Whether both the reports and the marks of whoever is signed in are here. */
export function noticesKnown(): boolean {
  const account = session.account?.id;
  return account !== undefined && read.account === account && read.marks !== undefined && ownReports.owner === ownerOf(account) && ownReports.at > 0;
}

/** Newest first; nothing before they are known. */
export function noticeList(): Notice[] {
  const { marks } = read;
  // What somebody else has not read yet is not for her helper to mark.
  if (!noticesKnown() || !marks || acting.current) return [];
  const list = ownReports.rows.flatMap((report) => {
    if (!report.news) return [];
    const { kind, at } = report.news;
    return [{ report, kind, at, read: Date.parse(at) <= Math.max(marks.since, marks.reports[report.id] ?? 0) }];
  });
  return list.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

export function unreadNotices(): Notice[] {
  return noticeList().filter((notice) => !notice.read);
}

export function isUnread(report: string): boolean {
  return unreadNotices().some((notice) => notice.report.id === report);
}

/** Somebody has the report before their eyes, with everything that was said up to this moment. */
export async function markRead(moments: readonly { report: string; at: string }[]): Promise<void> {
  if (read.account !== session.account?.id || !read.marks) await loadMarks();
  const { account, marks } = read;
  if (!account || !marks) return;
  const reports = Object.fromEntries(moments.map(({ report, at }) => [report, Date.parse(at)]));
  read.marks = joined({ ...marks, reports: { ...marks.reports } }, { version: 1, since: marks.since, reports });
  const all = joined($state.snapshot(read.marks), await stored(account));
  await keep(account, all);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void loadMarks();
});
