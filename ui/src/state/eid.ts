// To the eID broker and back. What the person left for is remembered in this window only; the server remembers who left (`state`).
import { api, ask, describe, failureOf } from '../api';
import { host, HostError } from '../host';
import { t } from '../texts/index.svelte';
import { withStepUp } from './step-up.svelte';

/** A signed-in person proves something, or somebody who lost all passkeys comes back. */
export type Errand = 'proof' | 'recovery';

const NAME = 'rathaus-eid';

interface Left {
  errand: Errand;
  /** Shows on the way back that it is this window. */
  claim?: string;
}

/** Somebody came back, and it was worth nothing. */
export class NotProven extends Error {
  constructor(override readonly cause: unknown) {
    super('not proven');
  }
}

/** What the broker sent along (RFC 6749, 4.1.2 and 4.1.2.1; RFC 9207). */
export interface Return {
  code: string;
  state: string;
  iss?: string;
  /** The broker says that it did not work, or the person gave up. */
  error?: string;
}

async function start(errand: Errand, return_to?: string) {
  const body = return_to ? { return_to } : {};
  const begin = () => (errand === 'proof' ? ask(api.POST('/api/accounts/identity/eid', { body })) : ask(api.POST('/api/accounts/recovery/eid', { body })));
  return errand === 'proof' ? withStepUp(begin) : begin();
}

/**
 * Leaves for the broker. In a browser the page ends with that. Where the window stays, the way goes through the system's browser:
 * `away` is told when it was opened, and the answer is the page that goes on.
 */
export async function leaveForEid(errand: Errand, away?: () => void): Promise<string | undefined> {
  const door = await host();
  if (door.errand) {
    const { redirect, claim } = await start(errand, await door.errand.begin());
    away?.();
    const back = await door.errand.wait(redirect);
    try {
      return await finish({ errand, ...(claim ? { claim } : {}) }, back);
    } catch (error) {
      throw new NotProven(error);
    }
  }
  if (!door.leave) throw new HostError('unavailable');
  const { redirect, claim } = await start(errand);
  sessionStorage.setItem(NAME, JSON.stringify({ errand, ...(claim ? { claim } : {}) } satisfies Left));
  door.leave(redirect);
  return undefined;
}

export async function giveUpEid(): Promise<void> {
  (await host()).errand?.stop();
}

/** What stands in the address of the way back, taken once: neither history nor a reload keeps it. */
export function takeReturn(): Return | undefined {
  const query = new URLSearchParams(location.search);
  history.replaceState(history.state, '', location.pathname);
  const [code, state, iss, error] = [query.get('code') ?? '', query.get('state') ?? '', query.get('iss'), query.get('error')];
  if (!state || (!code && !error)) return undefined;
  return { code, state, ...(iss ? { iss } : {}), ...(error ? { error } : {}) };
}

/** What this window left for, taken once. */
export function takeLeft(): Left | undefined {
  const noted = sessionStorage.getItem(NAME);
  sessionStorage.removeItem(NAME);
  try {
    const left = JSON.parse(noted ?? 'null') as Partial<Left> | null;
    return left?.errand === 'proof' || left?.errand === 'recovery' ? { errand: left.errand, ...(left.claim ? { claim: left.claim } : {}) } : undefined;
  } catch {
    return undefined;
  }
}

/** Another program of this device left by this browser and waits: where to send the person. */
export async function waitingElsewhere({ code, state, iss, error }: Return): Promise<string | undefined> {
  try {
    const { return_to } = await ask(api.POST('/api/accounts/identity/eid/return', { body: { state } }));
    const query = new URLSearchParams(error ? { error, state } : { code, state, ...(iss ? { iss } : {}) });
    return `${return_to}?${query.toString()}`;
  } catch (failure) {
    if (failureOf(failure).code === 'not-found') return undefined;
    throw failure;
  }
}

/** Hands code and state to the server, once; the page that goes on. */
export async function finish({ errand, claim }: Left, { code, state, iss }: Return): Promise<string> {
  const body = { code, state, ...(iss ? { iss } : {}), ...(claim ? { claim } : {}) };
  if (errand === 'proof') {
    await ask(api.POST('/api/accounts/identity/eid/finish', { body }));
    return '/ich/nachweis';
  }
  handed = (await ask(api.POST('/api/accounts/recovery/eid/finish', { body }))).code ?? undefined;
  return '/zugang-verloren/code';
}

/** The code of a recovery by eID, from the way back to the page that goes on with it; never in an address. */
let handed: string | undefined;

export function takeHandedCode(): string | undefined {
  const code = handed;
  handed = undefined;
  return code;
}

// What refusals mean to people, on the way out and on the way back.
const OUT: Record<string, string> = { 'wrong-state': 'identity-eid-none', denied: 'identity-eid-cancelled', timeout: 'identity-eid-late' };
const BACK: Record<string, string> = {
  'code-invalid': 'identity-eid-failed',
  'wrong-state': 'identity-eid-other',
  'invalid-fields': 'identity-eid-other',
  'level-required': 'identity-eid-low',
};

/** `back`: somebody came back from the broker. `again`: nothing was used up, the same may be tried once more. */
export function eidWords(error: unknown, back: boolean): { words: string; reference: string; again: boolean } {
  const { code, status } = failureOf(error);
  const explained = describe(error);
  const own = (back ? BACK : OUT)[code];
  return { words: own ? t(own) : t(explained.sentence, explained.args), reference: explained.reference, again: back && !own && (status === 0 || status === 429 || status === 503) };
}
