import { expect, test } from 'vitest';
import { age } from './age';

const now = new Date(2026, 10, 22, 14, 0).getTime();
const ago = (ms: number) => new Date(now - ms).toISOString();
const check = (ms: number, want: string) => expect(age(ago(ms), now, 'de-DE')).toBe(want);
const HOUR = 3_600_000;

test('the age of a report is said as people say it', () => {
  check(5_000, 'jetzt');
  check(5 * 60_000, 'vor 5 Min.');
  check(3 * HOUR, 'vor 3 Std.');
  check(26 * HOUR, 'gestern');
  check(3 * 24 * HOUR, 'vor 3 Tagen');
  check(20 * 24 * HOUR, '2.11.26');
});

test('a clock that runs behind shows no future', () => check(-60_000, 'jetzt'));
