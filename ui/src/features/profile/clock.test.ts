import { expect, test } from 'vitest';
import { clockOf, minuteOf } from './clock';

test('a time of day goes both ways', () => {
  for (const minute of [0, 61, 480, 1200, 1439]) expect(minuteOf(clockOf(minute))).toBe(minute);
  for (const wrong of ['', '24:00', '8', '8:60', 'x']) expect(minuteOf(wrong), wrong).toBeUndefined();
});
