import { expect, test } from 'vitest';
import { daysOf } from './facts';
import { sizeWords } from './size';

test('days that have not come are not told, those that came keep their order', () => {
  const told = daysOf({ decided_on: '2026-03-27', provided_at: '2026-03-30T08:00:00Z', deadline: { answer: 'not_yet', waiting_for: 'retrieval' } });
  expect(told.map(({ term }) => term)).toEqual(['mail-fact-decided', 'mail-fact-provided']);
  expect(told[0]?.text).toBe('Freitag, 27. März 2026');
});

test('a size is never nothing', () => {
  expect(sizeWords(10)).toBe('1 kB');
  expect(sizeWords(61_440)).toBe('60 kB');
  expect(sizeWords(1_500_000)).toBe('1,4 MB');
});
