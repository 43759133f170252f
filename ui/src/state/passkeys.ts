// One more passkey for the signed-in account, made on this device or on a key that is plugged in.
import { api, ask } from '../api';
import { host } from '../host';
import { withPin } from './pin.svelte';
import { withStepUp } from './step-up.svelte';

export async function makePasskey(): Promise<void> {
  const { passkeys } = await host();
  await withPin('make', async (pin) => {
    const begun = await withStepUp(() => ask(api.POST('/api/accounts/passkeys')));
    const credential = await passkeys.create(begun.options, pin);
    const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
    await ask(api.POST('/api/accounts/passkeys/finish', { body }));
  });
}
