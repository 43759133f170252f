// The live stream follows the session: opened after signing in, closed after signing out.
import { host, type LiveEvent } from '../host';
import { t } from '../texts/index.svelte';
import { startLive, stopLive, onLive } from './notices.svelte';
import { session } from './session.svelte';
import { toast } from './toasts.svelte';

/** What a resident wants to hear about; the rest only refreshes pages. */
export function isForResident(event: LiveEvent): boolean {
  return event.kind === 'status_changed' || event.kind === 'answer_given';
}

function tell(event: LiveEvent): void {
  if (!isForResident(event)) return;
  const path = `/meldung/${event.object}`;
  const words = event.kind === 'answer_given' ? t('frame-notice-answer') : t('frame-notice-status');
  if (document.visibilityState === 'visible') toast(words, path);
  // The app's shell shows its own notices, also while the window is closed; there `show` does nothing.
  void host().then(({ notify }) => notify.show({ title: words, body: t('frame-notice-open'), path }));
}

export function onSignedInChange(): void {
  onLive(tell);
  $effect.root(() => {
    let signedIn = $derived(session.account !== null);
    $effect(() => {
      if (signedIn) void startLive('/api/events', isForResident);
      else stopLive();
    });
  });
}
