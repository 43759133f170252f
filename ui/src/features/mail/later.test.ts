import { expect, test } from 'vitest';
import { momentOf } from './later';

const day = (iso: string) => {
  const [year = '', month = '', date = ''] = iso.split('-');
  return { day: date, month, year };
};

test('a time is that of the town hall, in winter, in summer and when the clocks change', () => {
  expect(momentOf(day('2026-01-15'), '8:30')).toBe('2026-01-15T07:30:00.000Z');
  expect(momentOf(day('2026-07-15'), '08.30')).toBe('2026-07-15T06:30:00.000Z');
  expect(momentOf(day('2026-03-29'), '04:00')).toBe('2026-03-29T02:00:00.000Z');
  expect(momentOf(day('2026-10-25'), '05:00')).toBe('2026-10-25T04:00:00.000Z');
});

test('what is no day or time is nothing', () => {
  expect(momentOf(day('2026-02-30'), '08:00')).toBeUndefined();
  expect(momentOf(day('2026-02-20'), '24:00')).toBeUndefined();
  expect(momentOf(day('2026-02-20'), 'früh')).toBeUndefined();
});
