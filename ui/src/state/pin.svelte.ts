// The app PIN, or the finger in its place, asked where the page cannot leave that to the platform. In a browser nothing is asked.
import { failureOf } from '../api';
import { host, HostError } from '../host';
import { needTexts } from '../texts/index.svelte';
import { pinRequest, type PinAnswer, type PinRequest } from './pin-request.svelte';
import { leftAccount } from './session.svelte';

function askPin(asked: Omit<PinRequest, 'settle'>): Promise<PinAnswer> {
  return new Promise((resolve) => {
    pinRequest.current = {
      ...asked,
      settle: (answer) => {
        pinRequest.current = undefined;
        resolve(answer);
      },
    };
  });
}

/** Offers a PIN where the host has a lock that nothing could open yet. Nobody has to take it. */
export async function offerPin(): Promise<void> {
  const { lock, passkeys } = await host();
  const known = await passkeys.needsPin().catch(() => undefined);
  if (!lock || known?.need !== 'unset') return;
  await needTexts('lock', 'problem-app');
  let problem: string | undefined;
  for (;;) {
    const answer = await askPin({ mode: 'choose', why: 'lock-offer', problem, triesLeft: undefined, finger: false });
    if (typeof answer === 'string') return;
    try {
      return await lock.choosePin(answer.pin);
    } catch (error) {
      problem = `problem-${failureOf(error).code}`;
    }
  }
}

/** Runs what makes or uses a passkey, with PIN or finger where the host asks for one; a wrong PIN is asked again. */
export async function withPin(what: 'make' | 'use', act: (pin?: string) => Promise<void>): Promise<void> {
  const { passkeys } = await host();
  const known = await passkeys.needsPin();
  let { need } = known;
  if (need === 'none') return act();
  // Sentences that only an app needs.
  await needTexts('problem-app');
  // Nobody chose a PIN here, so there is no passkey that it could open: do not make anybody invent one for nothing.
  if (need === 'unset' && what === 'use') throw new HostError('no-passkey');
  let triesLeft = known.tries_left;
  let finger = known.finger ?? false;
  let problem: string | undefined;
  for (;;) {
    const answer = await askPin({ mode: need === 'unset' ? 'choose' : 'enter', problem, triesLeft, finger });
    if (answer === 'cancelled') throw new HostError('cancelled');
    if (answer === 'forgotten') {
      await passkeys.resetPin();
      leftAccount();
      if (what === 'use') throw new HostError('no-passkey');
      need = 'unset';
      triesLeft = problem = undefined;
      finger = false;
      continue;
    }
    try {
      return await act(answer === 'finger' ? undefined : answer.pin);
    } catch (error) {
      const { code } = failureOf(error);
      // Its last wrong try has taken the session with it.
      if (code === 'app-pin-wiped') leftAccount();
      if (code !== 'pin-wrong' && code !== 'pin-length') throw error;
      problem = `problem-${code}`;
      triesLeft = (error as Partial<HostError>).triesLeft ?? triesLeft;
      finger = false;
    }
  }
}
