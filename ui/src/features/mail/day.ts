// Days of the calendar as the server says them (`2026-02-06`): no time of day, so no time zone may move them.
import { startOfDay } from '../../kit/DateField/date';
import { locale } from '../../texts/index.svelte';
import { FORMAT_TAG } from '../../texts/locales';

const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const DAY_MS = 24 * 60 * 60 * 1000;

const said = (iso: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(FORMAT_TAG[locale()], options).format(startOfDay(iso));

/** "Freitag, 6. Februar 2026" */
export const longDay = (iso: string): string => said(iso, LONG);

/** "6. Februar 2026" */
export const plainDay = (iso: string): string => said(iso, DAY);

/** "06.02.2026": where many stand below each other. */
export const shortDay = (iso: string): string => said(iso, { day: '2-digit', month: '2-digit', year: 'numeric' });

/** The day it is in Germany, where the town hall is, whatever the device's clock is set to. */
export function todayInGermany(now: number = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** Days from one day to another; negative when it is over. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
