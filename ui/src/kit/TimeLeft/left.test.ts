import { expect, test } from 'vitest';
import { leftWords } from './left';

test('the two largest units are said', () => {
  expect(leftWords(72 * 3600)).toEqual({ key: 'time-left-whole-days', args: { days: 3 } });
  expect(leftWords(72 * 3600 + 0.9), 'the server tells whole seconds').toEqual({ key: 'time-left-whole-days', args: { days: 3 } });
  expect(leftWords(71 * 3600 + 59)).toEqual({ key: 'time-left-whole-days', args: { days: 3 } });
  expect(leftWords(25 * 3600)).toEqual({ key: 'time-left-days', args: { days: 1, hours: 1 } });
  expect(leftWords(3 * 3600 + 62)).toEqual({ key: 'time-left-hours', args: { hours: 3, minutes: 2 } });
  expect(leftWords(3600)).toEqual({ key: 'time-left-whole-hours', args: { hours: 1 } });
  expect(leftWords(600)).toEqual({ key: 'time-left-minutes', args: { minutes: 10 } });
  expect(leftWords(61)).toEqual({ key: 'time-left-seconds', args: { seconds: 61 } });
  expect(leftWords(-5)).toEqual({ key: 'time-left-seconds', args: { seconds: 0 } });
});
