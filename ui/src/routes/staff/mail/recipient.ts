// Who gets a letter, in words for the desk.
import type { DraftLetter } from '../../../api/mail';
import { plainDay } from '../../../features/mail/day';
import { t } from '../../../texts/index.svelte';

export function recipientWords(to: DraftLetter['to']): string {
  if ('person' in to) {
    const { given_name: given, family_name: family, birth_date: birth, address } = to.person;
    return `${given} ${family}\n${t('deskmail-born', { day: plainDay(birth) })}\n${address.street}\n${address.postcode} ${address.place}`;
  }
  return 'reference' in to ? t('deskmail-to-who-reference', { reference: to.reference }) : t('deskmail-to-case');
}
