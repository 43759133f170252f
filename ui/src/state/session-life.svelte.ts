// How long the session lasts, by the server's clock: the device's may be wrong. What passes here is measured by the monotonic clock,
// which nobody sets.
import type { SessionLife } from '../api/accounts';

interface Life {
  /** `performance.now()` at which the session ends if nobody uses it before. */
  endsAt: number | undefined;
}

/** Minutes after which the session ends, while somebody is typing and it is soon; nothing else. */
export const sessionEnd = $state<{ soon: number | undefined }>({ soon: undefined });

const life = $state<Life>({ endsAt: undefined });

/** Takes in what the server said about the session; nothing when nobody is signed in. */
export function remember(said: SessionLife | null | undefined): void {
  if (!said) sessionEnd.soon = undefined;
  life.endsAt = said ? performance.now() + left(said.now, said.ends_at) : undefined;
}

/** Milliseconds between two times of the same server. */
export function left(now: string, until: string): number {
  return Math.max(0, Date.parse(until) - Date.parse(now));
}

/** Milliseconds until the session ends if nobody uses it; nothing when nobody is signed in. Not reactive to time passing. */
export function sessionLeftMs(): number | undefined {
  return life.endsAt === undefined ? undefined : Math.max(0, life.endsAt - performance.now());
}
