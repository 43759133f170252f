// The live stream by EventSource. It reconnects by itself with Last-Event-ID; after an HTTP error it gives up, so we open it anew.
import type { LiveEvent, LiveState } from '../index';

const WAIT_MIN_MS = 2_000;
const WAIT_MAX_MS = 60_000;

export function live(path: string, onEvent: (event: LiveEvent) => void, onState: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let wait = WAIT_MIN_MS;
  let stopped = false;
  let last = 0;

  const receive = (message: MessageEvent<string>) => {
    try {
      const event = JSON.parse(message.data) as LiveEvent;
      // A reconnect may repeat what we already have.
      if (event.seq <= last) return;
      last = event.seq;
      onEvent(event);
    } catch {
      // A comment or a newer kind of message: not for us.
    }
  };

  const open = () => {
    if (stopped) return;
    onState('connecting');
    source = new EventSource(path, { withCredentials: true });
    source.onmessage = receive;
    source.onopen = () => {
      wait = WAIT_MIN_MS;
      onState('open');
    };
    source.onerror = () => {
      onState('closed');
      if (source?.readyState !== EventSource.CLOSED) return;
      window.clearTimeout(timer);
      // Half of it by chance, so that a whole town does not come back in the same second.
      timer = window.setTimeout(open, wait / 2 + Math.random() * (wait / 2));
      wait = Math.min(wait * 2, WAIT_MAX_MS);
    };
  };

  const online = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(timer);
    open();
  };
  window.addEventListener('online', online);
  open();
  return () => {
    stopped = true;
    window.removeEventListener('online', online);
    window.clearTimeout(timer);
    source?.close();
  };
}
