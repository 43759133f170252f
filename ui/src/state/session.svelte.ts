// Who is signed in on this device. The page never sees a token: the browser holds a cookie, the app's shell the rest.
import { api, ask, onSessionEnded, type Account } from '../api';
import { host } from '../host';
import { locale } from '../texts/index.svelte';

interface State {
  account: Account | null;
  /** Known after the first answer; before that nobody should say "you are not signed in". */
  known: boolean;
  /** The server ended a session that this page believed in: offer to sign in again, keep what was typed. */
  ended: boolean;
}

export const session = $state<State>({ account: null, known: false, ended: false });

onSessionEnded(() => {
  if (!session.account) return;
  session.account = null;
  session.ended = true;
});

export async function loadSession(): Promise<void> {
  try {
    const answer = await ask(api.GET('/api/accounts/session'));
    session.account = answer.account ?? null;
  } finally {
    session.known = true;
  }
}

function opened(account: Account): void {
  session.account = account;
  session.known = true;
  session.ended = false;
}

/** Makes an account with a new passkey and signs in. `pin` only where the host asks for one. */
export async function register(displayName: string, pin?: string): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/accounts/registration', { body: { display_name: displayName, language: locale() } }));
  const credential = await passkeys.create(begun.options, pin);
  const done = await ask(
    api.POST('/api/accounts/registration/finish', {
      body: { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() },
    }),
  );
  opened(done.account);
}

/** Signs in with a passkey of this device or one that the browser offers; no name is typed. */
export async function signIn(pin?: string): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/accounts/login'));
  const credential = await passkeys.get(begun.options, pin);
  const done = await ask(
    api.POST('/api/accounts/login/finish', {
      body: { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() },
    }),
  );
  opened(done.account);
}

export async function signOut(): Promise<void> {
  await ask(api.POST('/api/accounts/logout'));
  session.account = null;
}

/** The account remembers the language chosen here, for mails and letters. Nothing is lost when it does not arrive. */
export function saveLanguage(): void {
  if (!session.account || session.account.language === locale()) return;
  void ask(api.PATCH('/api/accounts/me', { body: { language: locale() } })).then(
    (account) => (session.account = account),
    () => undefined,
  );
}
