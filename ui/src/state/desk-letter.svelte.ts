// The letter that is open at the desk: what it says, and the acts on it. Another office's letter wants to know why first.
import { api, ask, failureOf } from '../api';
import type { DeskLetter } from '../api/mail';
import { desk } from './desk-session.svelte';
import { onLive } from './live.svelte';

interface OpenLetter {
  id: string | undefined;
  letter: DeskLetter | undefined;
  error: unknown;
  asksWhy: boolean;
  /** What was said; for this visit only, never kept. */
  reason: string;
}

const closed = (): OpenLetter => ({ id: undefined, letter: undefined, error: undefined, asksWhy: false, reason: '' });
export const openLetter = $state<OpenLetter>(closed());

export type Why = { 'Access-Reason'?: string };

/** Headers carry ASCII only, so the reason travels percent-encoded. */
export function letterReason(): Why {
  return openLetter.reason ? { 'Access-Reason': encodeURIComponent(openLetter.reason) } : {};
}

export async function loadLetter(id: string): Promise<void> {
  if (openLetter.id !== id) Object.assign(openLetter, closed(), { id });
  try {
    const letter = await ask(api.GET('/api/desk/mail/{id}', { params: { path: { id }, header: letterReason() } }));
    if (openLetter.id === id) Object.assign(openLetter, { letter, error: undefined, asksWhy: false });
  } catch (error) {
    if (openLetter.id !== id) return;
    if (failureOf(error).code === 'reason-required') openLetter.asksWhy = true;
    else openLetter.error = error;
  }
}

/** An answer carried it along. */
export function putLetter(letter: DeskLetter): void {
  if (openLetter.id === letter.row.id) Object.assign(openLetter, { letter, error: undefined });
}

export async function sayWhyLetter(reason: string): Promise<void> {
  openLetter.reason = reason.trim();
  if (openLetter.id) await loadLetter(openLetter.id);
}

export function closeLetter(): void {
  Object.assign(openLetter, closed());
}

/** Its own office's, one it stands in for, and for administrators any. */
export function mayChangeLetter(): boolean {
  const office = openLetter.letter?.row.office;
  return desk.member?.role === 'admin' || office === undefined || office === desk.member?.office || desk.offices.includes(office);
}

let timer: number | undefined;
onLive((event) => {
  if (!event.kind.startsWith('letter_') || event.object !== openLetter.id) return;
  const id = event.object;
  window.clearTimeout(timer);
  // A draft is one's own to change; its editor hears of others when it saves.
  timer = window.setTimeout(() => {
    if (openLetter.id === id && openLetter.letter && openLetter.letter.row.state !== 'draft') void loadLetter(id);
  }, 300);
});
