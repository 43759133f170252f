// What the server refused, as words at the fields of the draft.
import { fieldText, type Failure } from '../../../api';
import type { FieldError } from '../../../api';
import { fieldOf, type DraftForm, type Wrong } from '../../../features/mail/draft';
import { t } from '../../../texts/index.svelte';

/** The sentence for one field: the remedy notice and the documents have better ones than "required". */
function words(error: FieldError): string {
  const part = /\/remedy\/(remedy|body|seat|period|forms)/.exec(error.pointer)?.[1];
  if (part && error.code === 'required') return t('deskmail-remedy-missing', { part: t(`law-notice-part-${part}`) });
  if (part && error.code === 'unknown') return t('deskmail-remedy-wrong', { part: t(`law-notice-part-${part}`) });
  if (error.pointer.includes('/documents') && error.code === 'required') return t('deskmail-files-required');
  if (error.pointer.endsWith('/summary') && error.code === 'required') return t('deskmail-summary-required');
  if (error.pointer.endsWith('/iban') && error.code === 'format') return t('deskmail-iban-wrong');
  const { key, args } = fieldText(error);
  return t(key, args);
}

export function wrongAt(errors: readonly FieldError[], form: DraftForm): Wrong[] {
  return errors.map((error) => ({ id: fieldOf(error.pointer, form), text: words(error) }));
}

export const wrongOf = (failure: Failure, form: DraftForm): Wrong[] => wrongAt(failure.errors, form);
