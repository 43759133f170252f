// Tells in good time that the session is going to end, to whoever is just typing. Asking is a use of the session: one that only rests
// goes on with it, so what remains to be said is its absolute end.
import { here } from '../router';
import { sessionEnd, sessionLeftMs } from './session-life.svelte';
import { loadSession, session } from './session.svelte';

/** Long enough to finish a sentence and send it. */
export const SOON_MS = 10 * 60_000;
const LOOK_EVERY_MS = 30_000;
const TYPED = 'textarea, input:not([type=checkbox]):not([type=radio]):not([type=button])';

let typing = false;
let last: HTMLElement | undefined;

/** The field that somebody typed into last, while it is there. */
export const lastField = (): HTMLElement | undefined => (last?.isConnected ? last : undefined);
let asked: number | undefined;

/** What to do about what is left, as far as anybody knows. */
export function nextStep(leftMs: number | undefined, typingNow: boolean, askedLately: boolean): 'ask' | 'tell' | 'nothing' {
  if (leftMs === undefined || leftMs > SOON_MS) return 'nothing';
  if (leftMs === 0) return 'ask';
  if (!typingNow) return 'nothing';
  return askedLately ? 'tell' : 'ask';
}

async function look(): Promise<void> {
  if (!session.account) {
    sessionEnd.soon = undefined;
    return;
  }
  // An answer counts until the next look.
  const lately = asked !== undefined && performance.now() - asked < LOOK_EVERY_MS;
  if (nextStep(sessionLeftMs(), typing, lately) === 'ask') {
    asked = performance.now();
    await loadSession().catch(() => undefined);
  }
  const left = sessionLeftMs();
  const tell = nextStep(left, typing, true) === 'tell' && left !== undefined;
  sessionEnd.soon = tell ? Math.max(1, Math.ceil(left / 60_000)) : undefined;
}

/** Begins to watch; a page that sleeps looks as soon as it wakes. */
export function watchSession(): void {
  document.addEventListener('input', (event) => {
    const field = event.target as HTMLElement | null;
    // Not what is asked for over the page, such as a PIN.
    if (!field?.matches?.(TYPED) || field.closest('dialog')) return;
    typing = true;
    last = field;
  });
  $effect.root(() => {
    let visit = $derived(here.shown?.visit);
    $effect(() => {
      if (visit !== undefined) typing = false;
    });
  });
  window.setInterval(() => void look(), LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look();
  });
}
