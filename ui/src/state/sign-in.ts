// Getting an account and getting in: needed on one page only.
import { api, ask } from '../api';
import { host } from '../host';
import { locale } from '../texts/index.svelte';
import { opened } from './session.svelte';

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
