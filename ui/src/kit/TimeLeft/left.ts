// How long something still takes, in the two largest units, as people say it.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Left = { key: string; args: Record<string, number> };

/** What the server's clock may be off: it is told in whole seconds (RFC 9110, 5.6.7). */
const CLOCK_S = 1;

/** The words for so many seconds; rounded up, so that it is never over while it still says so. */
export function leftWords(seconds: number): Left {
  if (seconds < 2 * MINUTE) return { key: 'time-left-seconds', args: { seconds: Math.max(0, Math.ceil(seconds)) } };
  const minutes = Math.ceil((seconds - CLOCK_S) / MINUTE);
  if (minutes < 60) return { key: 'time-left-minutes', args: { minutes } };
  const whole = minutes % 60 === 0;
  if (minutes < 24 * 60) return { key: whole ? 'time-left-whole-hours' : 'time-left-hours', args: { hours: Math.floor(minutes / 60), ...(whole ? {} : { minutes: minutes % 60 }) } };
  const hours = Math.ceil((seconds - CLOCK_S) / HOUR);
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? { key: 'time-left-whole-days', args: { days } } : { key: 'time-left-days', args: { days, hours: hours % 24 } };
}

/** Milliseconds until the words change; a page that counts days need not wake each second. */
export const nextChangeMs = (seconds: number): number => (seconds < 3 * MINUTE ? 1000 : seconds < DAY ? 10_000 : 60_000);
