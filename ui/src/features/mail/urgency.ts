// The one day that a row of the mailbox shows: what somebody must do first.
import type { LetterRow } from '../../api/mail';
import { daysBetween } from './day';

/** From here on it is soon. */
const SOON_DAYS = 7;

export interface Urgency {
  day: string;
  /** Key of the words, with `$day`. */
  key: 'mail-row-open-until' | 'mail-row-until' | 'mail-row-until-over' | 'mail-row-reply-by' | 'mail-row-reply-over';
  soon: boolean;
  over: boolean;
}

/** Opening comes first, then what has an end by law, then what the office waits for. */
export function urgency(row: Pick<LetterRow, 'unread' | 'open_until' | 'safe_until' | 'reply_by'>, today: string): Urgency | undefined {
  const of = (day: string, key: Urgency['key'], overKey = key): Urgency => {
    const left = daysBetween(today, day);
    return { day, key: left < 0 ? overKey : key, soon: left >= 0 && left <= SOON_DAYS, over: left < 0 };
  };
  if (row.unread && row.open_until) return of(row.open_until, 'mail-row-open-until');
  const legal = row.safe_until ? of(row.safe_until, 'mail-row-until', 'mail-row-until-over') : undefined;
  const asked = row.reply_by ? of(row.reply_by, 'mail-row-reply-by', 'mail-row-reply-over') : undefined;
  if (legal && !legal.over) return asked && !asked.over && asked.day < legal.day ? asked : legal;
  return asked && !asked.over ? asked : (legal ?? asked);
}
