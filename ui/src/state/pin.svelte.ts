// The app PIN, asked where the device cannot verify its owner itself. In a browser the platform does that and nothing is asked.
import { failureOf } from '../api';
import { host, HostError } from '../host';

interface Request {
  mode: 'choose' | 'enter';
  /** Key of what the last try said. */
  problem: string | undefined;
  settle: (pin: string | undefined) => void;
}

export const pinRequest = $state<{ current: Request | undefined }>({ current: undefined });

function askPin(mode: Request['mode'], problem: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    pinRequest.current = {
      mode,
      problem,
      settle: (pin) => {
        pinRequest.current = undefined;
        resolve(pin);
      },
    };
  });
}

/** Runs what makes or uses a passkey, with the PIN where the host asks for one; a wrong PIN is asked again. */
export async function withPin(what: 'make' | 'use', act: (pin?: string) => Promise<void>): Promise<void> {
  const need = await (await host()).passkeys.needsPin();
  if (need === 'none') return act();
  // Nobody chose a PIN here, so there is no passkey that it could open: do not make anybody invent one for nothing.
  if (need === 'unset' && what === 'use') throw new HostError('no-passkey');
  let problem: string | undefined;
  for (;;) {
    const pin = await askPin(need === 'unset' ? 'choose' : 'enter', problem);
    if (pin === undefined) throw new HostError('cancelled');
    try {
      return await act(pin);
    } catch (error) {
      const { code } = failureOf(error);
      if (code !== 'pin-wrong' && code !== 'pin-length') throw error;
      problem = `problem-${code}`;
    }
  }
}
