// Step-up: before something that matters the server wants to see a passkey used within the last five minutes. Whoever calls such a
// route wraps the call, and the person is asked only when the server asks.
import { api, ask, failureOf } from '../api';
import { host } from '../host';
import { withPin } from './pin.svelte';
import { remember } from './session-life.svelte';

/** Whether a passkey is being asked for right now, so that a page can say why the device wants a fingerprint. */
export const stepUp = $state<{ asking: boolean }>({ asking: false });

let running: Promise<void> | undefined;

async function ceremony(pin?: string): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/accounts/step-up'));
  const credential = await passkeys.get(begun.options, pin);
  const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
  remember((await ask(api.POST('/api/accounts/step-up/finish', { body }))).life);
}

/** Uses a passkey of the signed-in person again. Two acts at once share one ceremony. */
export function doStepUp(): Promise<void> {
  running ??= (async () => {
    stepUp.asking = true;
    try {
      await withPin('use', ceremony);
    } finally {
      stepUp.asking = false;
      running = undefined;
    }
  })();
  return running;
}

/**
 * Runs `call`; where the server wants the passkey first, asks for it once and runs `call` again. Make an idempotency key outside of
 * `call`, so that both tries carry the same one:
 *
 *     const key = newKey();
 *     await withStepUp(() => ask(api.POST('/api/accounts/links', { params: { header: { 'Idempotency-Key': key } } })));
 *
 * Throws what the call throws, or `cancelled` when the person does not want to.
 */
export async function withStepUp<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (failureOf(error).code !== 'step-up-required') throw error;
    await doStepUp();
    return call();
  }
}
