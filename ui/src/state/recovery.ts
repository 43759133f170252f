// The end of a recovery: a new passkey on this device, and everything else of the account is signed out.
import { api, ask } from '../api';
import { host } from '../host';
import { opened } from './session.svelte';

/** Makes the new passkey with the code of the recovery and signs in. `pin` only where the host asks for one. */
export async function makeNewPasskey(code: string, pin?: string): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/accounts/recovery/passkey', { body: { code } }));
  const credential = await passkeys.create(begun.options, pin);
  const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
  opened((await ask(api.POST('/api/accounts/recovery/finish', { body }))).account);
}
