// The app PIN, asked where the device cannot verify its owner itself. In a browser the platform does that and nothing is asked.
import { failureOf } from '../api';
import { host, HostError } from '../host';

/** The PIN, or that the person gave up, or that it is forgotten and shall be reset at the price that was named. */
type Answer = { pin: string } | 'cancelled' | 'forgotten';

interface Request {
  mode: 'choose' | 'enter';
  /** Key of what the last try said. */
  problem: string | undefined;
  settle: (answer: Answer) => void;
}

export const pinRequest = $state<{ current: Request | undefined }>({ current: undefined });

function askPin(mode: Request['mode'], problem: string | undefined): Promise<Answer> {
  return new Promise((resolve) => {
    pinRequest.current = {
      mode,
      problem,
      settle: (answer) => {
        pinRequest.current = undefined;
        resolve(answer);
      },
    };
  });
}

/** Runs what makes or uses a passkey, with the PIN where the host asks for one; a wrong PIN is asked again. */
export async function withPin(what: 'make' | 'use', act: (pin?: string) => Promise<void>): Promise<void> {
  const { passkeys } = await host();
  let need = await passkeys.needsPin();
  if (need === 'none') return act();
  // Nobody chose a PIN here, so there is no passkey that it could open: do not make anybody invent one for nothing.
  if (need === 'unset' && what === 'use') throw new HostError('no-passkey');
  let problem: string | undefined;
  for (;;) {
    const answer = await askPin(need === 'unset' ? 'choose' : 'enter', problem);
    if (answer === 'cancelled') throw new HostError('cancelled');
    if (answer === 'forgotten') {
      await passkeys.resetPin();
      if (what === 'use') throw new HostError('no-passkey');
      need = 'unset';
      problem = undefined;
      continue;
    }
    try {
      return await act(answer.pin);
    } catch (error) {
      const { code } = failureOf(error);
      if (code !== 'pin-wrong' && code !== 'pin-length') throw error;
      problem = `problem-${code}`;
    }
  }
}
