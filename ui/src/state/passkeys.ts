// One more passkey for the signed-in account, made on this device or on a key that is plugged in.
import { api, ask } from '../api';
import { host } from '../host';
import { t } from '../texts/index.svelte';
import { withPin } from './pin.svelte';
import { withStepUp } from './step-up.svelte';

export async function makePasskey(): Promise<void> {
  const { passkeys } = await host();
  const begun = await withStepUp(() => ask(api.POST('/api/accounts/passkeys')));
  await withPin('make', async (pin) => {
    const credential = await passkeys.create(begun.options, pin);
    // A key that is plugged in has nothing of this device in its name.
    const roams = (credential as { authenticatorAttachment?: string }).authenticatorAttachment === 'cross-platform';
    const device = roams ? t('passkeys-kind-security_key') : passkeys.deviceName();
    const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device };
    await ask(api.POST('/api/accounts/passkeys/finish', { body }));
  });
}
