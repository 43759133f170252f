// Who people are, as a document says it, and what happens at the counter and on paper.
import { expect } from '@playwright/test';
import type { Clerk } from './clerk';
import type { Town } from './town';

export const ERIKA = { given_name: 'Erika Maria', family_name: 'Beispiel', birth_date: '1961-03-14', address: { street: 'Am Alten Bahnhof 12 a', postcode: '39999', place: 'Erlenbrück' } };

/** Nobody has met this person before: journeys of one town must not be taken for each other. */
export function somebody(family_name: string): typeof ERIKA {
  return { ...ERIKA, family_name, address: { ...ERIKA.address, street: `Gasse ${family_name.length} ${family_name}` } };
}

/** A code as it stands on paper: `ABCD-EFGH-JKMN-P`, or the short one of an e-mail. */
export const LONG = /\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]\b/;
export const SHORT = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/;

/** The code in the letter for somebody; waits until it is printed. */
export async function codeByLetter(town: Town, name: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      const letter = (await town.letters()).findLast((words) => words.includes(name));
      found = letter && LONG.exec(letter)?.[0];
      return found;
    })
    .toBeDefined();
  return found ?? '';
}

/** What a clerk's program asks of the town hall; `key` where the same must not happen twice. */
export async function asks<T>(clerk: Clerk, path: string, body: object, { key = false } = {}): Promise<T> {
  const [status, text] = await clerk.page.evaluate(
    async ([address, json, once]) => {
      const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(once ? { 'Idempotency-Key': crypto.randomUUID() } : {}) }, body: json });
      return [answer.status, await answer.text()] as const;
    },
    [path, JSON.stringify(body), key] as const,
  );
  expect(status, text).toBeLessThan(300);
  return JSON.parse(text || '{}') as T;
}
