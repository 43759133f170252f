// To the eID broker and back. What the person left for is remembered in this window only; the server remembers who left (`state`).
import { api, ask } from '../api';
import { host, HostError } from '../host';
import { withStepUp } from './step-up.svelte';

/** A signed-in person proves something, or somebody who lost all passkeys comes back. */
export type Errand = 'proof' | 'recovery';

const NAME = 'rathaus-eid';

/** Leaves for the broker; the page ends with that. */
export async function leaveForEid(errand: Errand): Promise<void> {
  const door = await host();
  if (!door.leave) throw new HostError('unavailable');
  const start = () => (errand === 'proof' ? ask(api.POST('/api/accounts/identity/eid')) : ask(api.POST('/api/accounts/recovery/eid')));
  const { redirect } = await (errand === 'proof' ? withStepUp(start) : start());
  sessionStorage.setItem(NAME, errand);
  door.leave(redirect);
}

export interface Return {
  errand: Errand;
  /** What the broker sent along (RFC 6749, 4.1.2 and 4.1.2.1; RFC 9207). */
  code: string;
  state: string;
  iss?: string;
  /** The broker says that it did not work, or the person gave up. */
  error?: string;
}

/** What stands in the address of the way back, taken once: neither history nor a reload keeps it. */
export function takeReturn(): Return | undefined {
  const query = new URLSearchParams(location.search);
  history.replaceState(history.state, '', location.pathname);
  const errand = sessionStorage.getItem(NAME) === 'recovery' ? 'recovery' : 'proof';
  sessionStorage.removeItem(NAME);
  const [code, state, iss, error] = [query.get('code') ?? '', query.get('state') ?? '', query.get('iss'), query.get('error')];
  if (!state || (!code && !error)) return undefined;
  return { errand, code, state, ...(iss ? { iss } : {}), ...(error ? { error } : {}) };
}

let handed: string | undefined;

/** The code of a recovery by eID, from the page of the way back to the page that goes on with it; never in an address. */
export function handCode(code: string): void {
  handed = code;
}

export function takeHandedCode(): string | undefined {
  const code = handed;
  handed = undefined;
  return code;
}
