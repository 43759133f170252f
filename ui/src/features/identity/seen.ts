// What a document says about the person at the counter, as a clerk enters it.
import type { CheckOpened, Document, Person } from '../../api/desk';
import { isoOf, noDate, partsOf, type DateParts } from '../../kit/DateField/date';

export const DOCUMENTS: readonly Document[] = ['id_card', 'passport', 'residence_permit', 'other'];

export interface Seen {
  document: string;
  given_name: string;
  family_name: string;
  birth: DateParts;
  street: string;
  postcode: string;
  place: string;
  /** Photo and person are one; the document is valid. */
  matches: boolean;
}

export interface Missing {
  id: string;
  key: string;
}

/** An empty form, or one with what the person stated before: the clerk compares line by line. */
export function startSeen(known?: CheckOpened): Seen {
  return {
    document: '',
    given_name: known?.given_name ?? '',
    family_name: known?.family_name ?? '',
    birth: known?.birth_date ? partsOf(known.birth_date) : noDate(),
    street: known?.address?.street ?? '',
    postcode: known?.address?.postcode ?? '',
    place: known?.address?.place ?? '',
    matches: false,
  };
}

/** What is missing, in the order of the form: id of the field and key of the words. */
export function missingIn(seen: Seen): Missing[] {
  const found: Missing[] = [];
  const need = (ok: boolean, id: string, key: string) => {
    if (!ok) found.push({ id, key });
  };
  need(DOCUMENTS.some((one) => one === seen.document), 'seen-document', 'counter-document-required');
  need(seen.given_name.trim() !== '', 'seen-given_name', 'counter-given-name-required');
  need(seen.family_name.trim() !== '', 'seen-family_name', 'counter-family-name-required');
  need(isoOf(seen.birth) !== undefined, 'seen-birth_date', 'counter-birth-required');
  need(seen.street.trim() !== '', 'seen-street', 'counter-street-required');
  need(/^\d{5}$/.test(seen.postcode.trim()), 'seen-postcode', 'counter-postcode-required');
  need(seen.place.trim() !== '', 'seen-place', 'counter-place-required');
  need(seen.matches, 'seen-matches', 'counter-matches-required');
  return found;
}

/** As it travels; only once nothing is missing. */
export function personOf(seen: Seen): { document: Document; person: Person } | undefined {
  const document = DOCUMENTS.find((one) => one === seen.document);
  const birth_date = isoOf(seen.birth);
  if (!document || !birth_date || missingIn(seen).length > 0) return undefined;
  const address = { street: seen.street.trim(), postcode: seen.postcode.trim(), place: seen.place.trim() };
  return { document, person: { given_name: seen.given_name.trim(), family_name: seen.family_name.trim(), birth_date, address } };
}

/** The field of a pointer the server named: `/person/address/street` is `seen-street`. */
export const fieldOf = (pointer: string): string => `seen-${pointer.split('/').at(-1) ?? ''}`;
