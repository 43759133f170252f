// What happened while this page was open: the live stream says that something changed, never what it says.
import type { LiveEvent, LiveState } from '../host';
import { host } from '../host';

export interface NoticeRow {
  seq: number;
  kind: LiveEvent['kind'];
  object: string;
  at: string;
  read: boolean;
}

const KEPT_MAX = 50;

export const notices = $state<{ rows: NoticeRow[]; live: LiveState }>({ rows: [], live: 'closed' });

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
let stop: (() => void) | undefined;

/** Tells a page what changed, so that it can ask again. Returns how to stop listening. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function unread(): number {
  return notices.rows.filter((row) => !row.read).length;
}

export function isUnread(object: string): boolean {
  return notices.rows.some((row) => row.object === object && !row.read);
}

/** With an id: only what concerns it, because the person is looking at it. */
export function markRead(object?: string): void {
  notices.rows = notices.rows.map((row) => (object === undefined || row.object === object ? { ...row, read: true } : row));
}

/** Opens the stream once; `keep` says which events become a notice. */
export async function startLive(path: string, keep: (event: LiveEvent) => boolean): Promise<void> {
  if (stop) return;
  stop = () => undefined;
  const { live } = await host();
  stop = live(
    path,
    (event) => {
      if (keep(event)) {
        notices.rows = [{ ...event, read: false }, ...notices.rows].slice(0, KEPT_MAX);
      }
      for (const listener of listeners) listener(event);
    },
    (state) => {
      notices.live = state;
    },
  );
}

export function stopLive(): void {
  stop?.();
  stop = undefined;
  notices.rows = [];
  notices.live = 'closed';
}
