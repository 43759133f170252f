import { expect, test } from 'vitest';
import { isEmpty, isoOf, noDate, partsOf, startOfDay } from './date';

test('a day is what stands in a calendar', () => {
  expect(isoOf({ day: '9', month: '3', year: '1950' })).toBe('1950-03-09');
  expect(isoOf({ day: ' 29', month: '02', year: '2024 ' })).toBe('2024-02-29');
  for (const [day, month, year] of [['29', '2', '2023'], ['31', '4', '2026'], ['0', '1', '2026'], ['1', '13', '2026'], ['1', '1', '26'], ['', '1', '2026'], ['1.', '1', '2026']] as const) {
    expect(isoOf({ day, month, year }), `${day}.${month}.${year}`).toBeUndefined();
  }
});

test('what was known before can be shown and comes back the same', () => {
  expect(partsOf('1950-03-09')).toEqual({ day: '9', month: '3', year: '1950' });
  expect(isoOf(partsOf('2008-12-30'))).toBe('2008-12-30');
  expect(isEmpty(partsOf(undefined))).toBe(true);
  expect(isEmpty(noDate())).toBe(true);
});

test('until a day means until its end', () => {
  expect(startOfDay('2026-12-31', 1)).toEqual(new Date(2027, 0, 1));
});
