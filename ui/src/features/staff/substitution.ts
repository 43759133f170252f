// From a first day to a last day, both whole, on the clock of this device.
import { isoOf, startOfDay, type DateParts } from '../../kit/DateField/date';

const DAYS_MAX = 365;
const DAY_MS = 86_400_000;

export interface Period {
  starts_at: string;
  ends_at: string;
}

export interface PeriodProblems {
  from?: string;
  until?: string;
}

/** The period, or keys of what is wrong with it. `ends_at` is the first moment after the last day. */
export function periodOf(from: DateParts, until: DateParts, now: number): Period | PeriodProblems {
  const [first, last] = [isoOf(from), isoOf(until)];
  if (!first || !last) return { ...(first ? {} : { from: 'colleagues-date-wrong' }), ...(last ? {} : { until: 'colleagues-date-wrong' }) };
  const [starts, ends] = [startOfDay(first), startOfDay(last, 1)];
  if (ends <= starts) return { until: 'colleagues-until-before' };
  if (ends.getTime() <= now) return { until: 'colleagues-until-past' };
  if (ends.getTime() - starts.getTime() > DAYS_MAX * DAY_MS) return { until: 'colleagues-until-far' };
  return { starts_at: starts.toISOString(), ends_at: ends.toISOString() };
}

/** The last whole day before an end. */
export const lastDay = (endsAt: string): number => Date.parse(endsAt) - 1;
