// Drafts go to the host's store, which answers later. A page may go at once (reload, closed tab, a phone that needs the memory), so each
// change is first noted in localStorage, which takes it before the next line runs. Once the store has it, the note is erased; a note that
// is still there at the next start is newer than the store.
import { host } from '../host';

export const PREFIX = 'rathaus-draft ';

/** Notes a change at once. `undefined`: nothing is left to keep. Gives the note. */
export function note(name: string, value: unknown): string {
  const words = JSON.stringify({ value });
  try {
    localStorage.setItem(PREFIX + name, words);
  } catch {
    // Full or forbidden: only the store keeps it then, and an older note must not win over it.
    erase(name);
  }
  return words;
}

function noted(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Whether the device holds a note of this draft, whatever its store does. */
export function isNoted(name: string): boolean {
  return noted(name) !== null;
}

/** Tells what another window of this device noted; `undefined`: it left nothing to keep. */
export function onNote(name: string, hear: (value: unknown) => void): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== PREFIX + name || newValue === null) return;
    try {
      hear(valueOf(newValue));
    } catch {
      // Torn: the next note comes with the next letter.
    }
  });
}

function erase(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Then there was no note either.
  }
}

const valueOf = (words: string) => (JSON.parse(words) as { value?: unknown }).value;

/** Puts what a note says into the store, and erases the note. */
export async function settle(name: string, words: string): Promise<void> {
  const value = valueOf(words);
  const { drafts } = await host();
  await (value === undefined ? drafts.remove(name) : drafts.save(name, value));
  // Somebody may have gone on typing meanwhile: that note waits for its own turn.
  if (noted(name) === words) erase(name);
}

/** Notes a draft and puts it into the store; `undefined` takes it out of there. */
export async function keep(name: string, value: unknown): Promise<void> {
  await settle(name, note(name, value));
}

/** The draft of this name as it was last typed. */
export async function kept(name: string): Promise<unknown> {
  const words = noted(name);
  if (words === null) return (await host()).drafts.load(name);
  try {
    const value = valueOf(words);
    // What the store does not take stays noted.
    await settle(name, words).catch(() => undefined);
    return value;
  } catch {
    // Torn: what the store has is better than nothing.
    erase(name);
    return (await host()).drafts.load(name);
  }
}
