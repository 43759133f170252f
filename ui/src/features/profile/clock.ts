// Minutes after midnight, as the server keeps quiet hours, and the text of a time field.

/** `20:00` */
export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Nothing when it is no time of day. */
export function minuteOf(clock: string): number | undefined {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(clock.trim());
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}
