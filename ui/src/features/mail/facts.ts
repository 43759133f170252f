// The four days of a letter, which are never mixed up: decided, provided, retrieved, served.
import type { Answer } from '../../api/mail';
import { formatTime, t } from '../../texts/index.svelte';
import { longDay } from './day';

interface Days {
  decided_on?: string | null;
  provided_at?: string | null;
  retrieved_at?: string | null;
  deadline?: Answer | null;
}

export interface Fact {
  term: string;
  text: string;
  figures: true;
}

/** Only what is known; a day that has not come yet is not guessed. */
export function daysOf({ decided_on: decided, provided_at: provided, retrieved_at: retrieved, deadline }: Days): Fact[] {
  const facts: [string, string | undefined][] = [
    [t('mail-fact-decided'), decided ? longDay(decided) : undefined],
    [t('mail-fact-provided'), provided ? formatTime(provided) : undefined],
    [t('mail-fact-retrieved'), retrieved ? formatTime(retrieved) : undefined],
    [t('mail-fact-served'), deadline?.answer === 'deadline' ? longDay(deadline.served_on) : undefined],
  ];
  return facts.flatMap(([term, text]) => (text === undefined ? [] : [{ term, text, figures: true as const }]));
}
