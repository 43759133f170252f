// A later moment to send, as it is typed: a day and a time of the town hall's clock.
import { isoOf, type DateParts } from '../../kit/DateField/date';

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;
const ZONE = 'Europe/Berlin';

/** Minutes by which the clocks in Germany are ahead of UTC at a moment. */
function aheadMinutes(at: number): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0);
  return Math.round((wall - at) / 60_000);
}

/** The moment in ISO 8601, or nothing where there is no such day or time. In the hour that clocks skip, the later one. */
export function momentOf(day: DateParts, time: string): string | undefined {
  const iso = isoOf(day);
  const clock = TIME.exec(time.trim());
  if (!iso || !clock) return undefined;
  const wall = Date.parse(`${iso}T${(clock[1] ?? '').padStart(2, '0')}:${clock[2]}:00Z`);
  // The offset of a moment near it, then of the moment itself: right on both sides of a change of the clocks.
  const near = wall - aheadMinutes(wall) * 60_000;
  return new Date(wall - aheadMinutes(near) * 60_000).toISOString();
}
