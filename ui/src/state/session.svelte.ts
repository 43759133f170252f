// Who is signed in on this device. The page never sees a token: the browser holds a cookie, the app's shell the rest.
import { api, ask, onSessionEnded, turn, type Account } from '../api';
import { locale } from '../texts/index.svelte';
import { remember } from './session-life.svelte';

interface State {
  account: Account | null;
  /** Known after the first answer; before that nobody should say "you are not signed in". */
  known: boolean;
  /** The last try to ask did not reach the server. */
  unreachable: boolean;
  /** The server ended a session that this page believed in: offer to sign in again, keep what was typed. */
  ended: boolean;
  /** The only passkey is bound to one device: suggest a second one. */
  secondPasskeyAdvised: boolean;
}

export const session = $state<State>({ account: null, known: false, unreachable: false, ended: false, secondPasskeyAdvised: false });

onSessionEnded(() => {
  if (!session.account) return;
  session.account = null;
  session.ended = true;
});

export async function loadSession(): Promise<void> {
  // An answer from before somebody signed in or out must not undo it.
  const mine = turn.now;
  try {
    const answer = await ask(api.GET('/api/accounts/session'));
    if (mine !== turn.now) return;
    if (session.account && !answer.account) session.ended = true;
    session.account = answer.account ?? null;
    session.secondPasskeyAdvised = answer.second_passkey_advised ?? false;
    remember(answer.life);
    session.known = true;
    session.unreachable = false;
  } catch (error) {
    session.unreachable = true;
    throw error;
  }
}

export function opened(account: Account): void {
  turn.now += 1;
  session.account = account;
  session.known = true;
  session.ended = false;
  // How long it lasts, and whether a second passkey is advised; nobody waits for it.
  void loadSession().catch(() => undefined);
}

/** The account was left on purpose: nobody offers to sign in again. */
export function leftAccount(): void {
  turn.now += 1;
  session.account = null;
  session.known = true;
  session.secondPasskeyAdvised = false;
  remember(undefined);
}

export async function signOut(): Promise<void> {
  await ask(api.POST('/api/accounts/logout'));
  leftAccount();
}

/** The account remembers the language chosen here, for mails and letters. Nothing is lost when it does not arrive. */
export function saveLanguage(): void {
  if (!session.account || session.account.language === locale()) return;
  void ask(api.PATCH('/api/accounts/me', { body: { language: locale() } })).then(
    (account) => (session.account = account),
    () => undefined,
  );
}

window.addEventListener('online', () => {
  if (!session.known) void loadSession().catch(() => undefined);
});
