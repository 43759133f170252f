// The live stream says that something changed, never what it says: whoever shows it asks again.
import type { LiveEvent, LiveState } from '../host';
import { host } from '../host';

export const stream = $state<{ state: LiveState }>({ state: 'closed' });

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
let stop: (() => void) | undefined;

/** Tells a page what changed, so that it can ask again. Returns how to stop listening. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the stream once. */
export async function startLive(path: string): Promise<void> {
  if (stop) return;
  let stopped = false;
  stop = () => (stopped = true);
  const { live } = await host();
  // Closed again before it was open.
  if (stopped) return;
  stop = live(
    path,
    (event) => {
      for (const listener of listeners) listener(event);
    },
    (state) => {
      stream.state = state;
    },
  );
}

export function stopLive(): void {
  stop?.();
  stop = undefined;
  stream.state = 'closed';
}
