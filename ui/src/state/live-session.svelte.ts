// The live stream follows the session: opened after signing in, closed after signing out.
import { untrack } from 'svelte';
import { navigate, retry } from '../router';
import { host, type LiveEvent } from '../host';
import { needTexts, t } from '../texts/index.svelte';
import { acting, stopActing } from './acting.svelte';
import { onLive, startLive, stopLive, stream } from './live.svelte';
import { loadNews } from './notices.svelte';
import { forgetOwnReports, loadOwnReports } from './own-reports.svelte';
import { loadSession, session } from './session.svelte';
import { watchSession } from './session-watch.svelte';
import { toast } from './toasts.svelte';

/** The report that is open right now; its page says itself what is new. */
let open: string | undefined;

/** Returns how to close it again. */
export function opens(report: string): () => void {
  open = report;
  return () => {
    if (open === report) open = undefined;
  };
}

/** About letters a notice says that there is something, never what. */
const isLetter = ({ kind }: LiveEvent) => /^letter_(provided|reminded|withdrawn|answered)$/.test(kind);

/** What a resident wants to hear about; the rest only refreshes pages. */
export function newsWords(event: LiveEvent): string | undefined {
  if (event.kind === 'answer_given') return t('frame-notice-answer');
  // Whoever reads letters right now sees it there.
  if (isLetter(event)) return location.pathname === `/post/${event.object}` ? undefined : t(`frame-news-${event.kind.replace('_', '-')}`);
  if (event.kind === 'recovery_started') return t('frame-news-recovery');
  // Whoever is just making one sees it there.
  if (event.kind === 'passkey_added') return location.pathname.startsWith('/ich/') ? undefined : t('frame-news-passkey');
  return event.kind === 'status_changed' ? t('frame-notice-status') : undefined;
}

const PATHS: Partial<Record<LiveEvent['kind'], string>> = { recovery_started: '/not-me', passkey_added: '/ich/anmeldung' };
const pathOf = (event: LiveEvent): string => (isLetter(event) ? `/post/${event.object}` : (PATHS[event.kind] ?? `/meldung/${event.object}`));

async function tell(event: LiveEvent): Promise<void> {
  // Rare, so the start does not carry the words.
  if (event.kind in PATHS || isLetter(event)) await needTexts('frame-news');
  if (event.kind === 'representation_ended' && event.object === acting.current?.id) {
    toast(t('frame-news-acting-ended', { person: acting.current.person }));
    stopActing();
  }
  const words = newsWords(event);
  // Nothing else: a device that was just signed out must not ask for anything.
  if ((words !== undefined && !isLetter(event)) || event.kind === 'report_filed') void loadOwnReports(true);
  if (!words || event.quiet) return;
  const path = pathOf(event);
  const seen = !document.hidden;
  if (seen && event.object === open) return;
  if (seen) toast(words, path);
  // The app's shell shows its own notices, also while the window is closed; there `show` does nothing.
  void host().then(({ notify }) => notify.show({ title: words, body: t('frame-notice-open'), path }));
}

export function onSignedInChange(): void {
  watchSession();
  void host().then(({ lock, onOpen }) => {
    if (lock) void import('./lock').then(({ followLock }) => followLock(lock));
    onOpen((path) => {
      // What rings is one's own; the page of somebody one acts for would not find it.
      if (/^\/(meldung|post)\//.test(path)) stopActing();
      void navigate(path);
    });
  });
  onLive((event) => void tell(event).catch(() => undefined));
  $effect.root(() => {
    let account = $derived(session.account?.id);
    // What one person left on a page is not for the next: another account gets a fresh one. A session that only ended keeps it.
    let owner: string | undefined;
    $effect(() => {
      if (account === undefined) return;
      if (owner !== undefined && owner !== account) untrack(() => void retry());
      owner = account;
    });
    $effect(() => {
      const somebody = account !== undefined;
      untrack(() => {
        void loadNews();
        if (somebody) void startLive('/api/events');
        else {
          stopLive();
          forgetOwnReports();
        }
      });
    });
    // A stream that closes may have been refused: ask once whether it is the session that ended.
    let before: typeof stream.state = 'closed';
    $effect(() => {
      const fell = stream.state === 'closed' && before !== 'closed';
      before = stream.state;
      if (fell) untrack(() => void (session.account && loadSession().catch(() => undefined)));
    });
    // When the stream opens, at first or after a gap, nobody knows what was said before.
    let listening = $derived(stream.state === 'open');
    $effect(() => {
      if (listening) untrack(() => void loadOwnReports(true));
    });
  });
}
