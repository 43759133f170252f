// Step-up at the desk: as for residents (step-up.svelte.ts), with the desk's own session and doors. The desk is a page in a browser, so no
// app PIN is asked for.
import { api, ask, failureOf } from '../api';
import { host } from '../host';

let running: Promise<void> | undefined;

async function ceremony(): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/desk/step-up'));
  const credential = await passkeys.get(begun.options);
  const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
  await ask(api.POST('/api/desk/step-up/finish', { body }));
}

/** Runs `call`; where the server wants the passkey first, asks for it once and runs `call` again. Two acts at once share one ceremony. */
export async function withDeskStepUp<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (failureOf(error).code !== 'step-up-required') throw error;
    running ??= ceremony().finally(() => (running = undefined));
    await running;
    return call();
  }
}
