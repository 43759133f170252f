// What a payment needs, ready to be typed or scanned: IBAN in groups, an amount in euros, and the code of the European Payments Council
// that banking apps read (EPC069-12, version 2), known in Germany as GiroCode.
import type { LetterAction } from '../../api/mail';
import { locale } from '../../texts/index.svelte';
import { FORMAT_TAG } from '../../texts/locales';

const NAME_CHARS_MAX = 70;
const TEXT_CHARS_MAX = 140;

/** "DE02 1203 0000 0000 2020 51" */
export const ibanWords = (iban: string): string => iban.replace(/\s+/g, '').replace(/(.{4})(?=.)/g, '$1 ');

/** "184,20 €" */
export function moneyWords(cents: number): string {
  return new Intl.NumberFormat(FORMAT_TAG[locale()], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}

/** "184.20": as the code and a bank's form want it. */
const decimal = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** By what the town knows the payment: what the letter says, else its reference, as on paper. */
export const purposeOf = (action: LetterAction, reference: string): string => action.remittance?.trim() || reference;

/** The text of the code; nothing where a part of it is missing. */
export function giroCode(action: LetterAction, reference: string): string | undefined {
  const { iban, payee, amount_cents: cents } = action;
  if (!iban || !payee || !cents || cents <= 0) return undefined;
  const line = (text: string, most: number) => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('');
  return ['BCD', '002', '1', 'SCT', '', line(payee, NAME_CHARS_MAX), iban.replace(/\s+/g, ''), `EUR${decimal(cents)}`, '', '', line(purposeOf(action, reference), TEXT_CHARS_MAX)].join('\n');
}
