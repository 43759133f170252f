// The live stream of the desk follows the session; a new report is told by the page and, where allowed, by the system.
import { host, type LiveEvent } from '../host';
import { t } from '../texts/index.svelte';
import { checkDesk, desk } from './desk-session.svelte';
import { onLive, startLive, stopLive, stream } from './live.svelte';
import { toast } from './toasts.svelte';

// What this clerk recorded is no news to this clerk.
const own = new Set<string>();

export function recordedHere(id: string): void {
  own.add(id);
}

/** The stream is often faster than the answer that says what was recorded here. */
const PATIENCE_MS = 1_000;

function hear(event: LiveEvent): void {
  if (event.kind === 'report_filed') window.setTimeout(() => tell(event), PATIENCE_MS);
}

function tell(event: LiveEvent): void {
  if (own.has(event.object)) return;
  const path = `/desk/meldung/${event.object}`;
  if (!document.hidden) toast(t('staff-notice-new'), path);
  else void host().then(({ notify }) => notify.show({ title: t('staff-notice-new'), body: t('staff-notice-open'), path }));
}

export function followDesk(): void {
  onLive(hear);
  $effect.root(() => {
    let signedIn = $derived(desk.member !== null && !desk.ended);
    $effect(() => {
      if (signedIn) void startLive('/api/desk/events');
      else stopLive();
    });
    // A stream that closes may have been refused: the session may have ended, on whichever page the clerk is.
    let before: typeof stream.state = 'closed';
    $effect(() => {
      const fell = stream.state === 'closed' && before !== 'closed';
      before = stream.state;
      if (fell) void checkDesk();
    });
  });
}
