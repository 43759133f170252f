// How long ago, as people say it; the exact time stands in the title.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RELATIVE_DAYS_MAX = 7;

/** "vor 5 Min.", "gestern"; after a week the date. `tag` is a BCP 47 language tag. */
export function age(time: string, now: number, tag: string): string {
  const at = Date.parse(time);
  const past = Math.max(0, now - at);
  const words = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
  if (past < MINUTE) return words.format(0, 'second');
  if (past < HOUR) return words.format(-Math.floor(past / MINUTE), 'minute');
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0 || past < 6 * HOUR) return words.format(-Math.floor(past / HOUR), 'hour');
  if (days < RELATIVE_DAYS_MAX) return words.format(-days, 'day');
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'numeric', year: '2-digit' }).format(at);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
