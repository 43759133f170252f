// The keys of this device are gone while the app was locked: what the page noted goes into the store, where it waits for its owner, and
// the page begins anew. Whoever opened the app this way has not shown to be that person.
import type { WhyLeft } from '../host';
import { PREFIX, settle } from './draft-journal';
import { keysGone } from './keys-gone.svelte';

const NAME = 'rathaus-keys-gone';
const SENTENCES: Record<WhyLeft, string> = { tries: 'problem-app-pin-wiped', reset: 'lock-reset-done' };

const notes = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

/** Call before anything that may cost the keys: afterwards the store takes nothing of this page any more. */
export async function settleNotes(): Promise<void> {
  for (const key of notes()) {
    const words = localStorage.getItem(key);
    if (words !== null) await settle(key.slice(PREFIX.length), words);
  }
}

/** Nothing of the page before stays: neither what it shows nor what it noted. */
export function beginAnew(why: WhyLeft): void {
  for (const key of notes()) localStorage.removeItem(key);
  sessionStorage.clear();
  sessionStorage.setItem(NAME, why);
  location.replace('/');
}

/** Takes in what the page before left to be said; whether there is anything. */
export function hearWhy(): boolean {
  const why = sessionStorage.getItem(NAME);
  sessionStorage.removeItem(NAME);
  if (why === 'tries' || why === 'reset') keysGone.why = SENTENCES[why];
  return keysGone.why !== undefined;
}
