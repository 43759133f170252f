// A day as people type it: three numbers. No time zone, no calendar to hit.
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

export const noDate = (): DateParts => ({ day: '', month: '', year: '' });

export const isEmpty = ({ day, month, year }: DateParts): boolean => !day.trim() && !month.trim() && !year.trim();

/** `2026-03-09`, or nothing where there is no such day. A year has four digits: nobody guesses the century. */
export function isoOf({ day, month, year }: DateParts): string | undefined {
  if (!/^\d{1,2}$/.test(day.trim()) || !/^\d{1,2}$/.test(month.trim()) || !/^\d{4}$/.test(year.trim())) return undefined;
  const [d, m, y] = [Number(day), Number(month), Number(year)];
  const date = new Date(Date.UTC(y, m - 1, d));
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  return date.toISOString().slice(0, 10);
}

/** The parts of `2026-03-09`. */
export function partsOf(iso: string | null | undefined): DateParts {
  const [year = '', month = '', day = ''] = (iso ?? '').split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

/** The first moment of that day, or of another one some days later, on this device's clock. */
export function startOfDay(iso: string, daysLater = 0): Date {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater);
}
