// A letter as a clerk fills it in, and as it travels. What is typed is kept as typed; only what makes sense is sent.
import type { DeliveryRegime, DraftLetter, LetterAction, LetterKind, Period, RemedyNotice, Subject, TrustLevel } from '../../api/mail';
import { noAddress, type AddressForm } from './address-form';
import { isEmpty, isoOf, noDate, partsOf, type DateParts } from '../../kit/DateField/date';
import { t } from '../../texts/index.svelte';

export type Way = 'person' | 'reference' | 'case';

export interface ActionForm {
  /** Names the card in the list, never sent. */
  key: number;
  kind: LetterAction['kind'];
  due: DateParts;
  amount: string;
  iban: string;
  payee: string;
  remittance: string;
  url: string;
}

export interface DraftForm {
  kind: LetterKind;
  subject: string;
  summary: string;
  body: string;
  office: string;
  way: Way;
  person: { given_name: string; family_name: string; birth: DateParts; address: AddressForm };
  to_reference: string;
  case: string;
  reference: string;
  decided: DateParts;
  regime: DeliveryRegime;
  law_subject: Subject | '';
  min_level: TrustLevel;
  remedy: { remedy: NonNullable<RemedyNotice['remedy']> | ''; body: string; seat: string; period: string; forms: string[] };
  reply: DateParts;
  actions: ActionForm[];
  supersedes: string;
}

export interface Wrong {
  id: string;
  text: string;
}

const AMOUNT = /^\d{1,9}(?:[.,]\d{1,2})?$/;

export function newDraft(office: string): DraftForm {
  return {
    kind: 'info', subject: '', summary: '', body: '', office, way: 'person',
    person: { given_name: '', family_name: '', birth: noDate(), address: noAddress() },
    to_reference: '', case: '', reference: '', decided: noDate(), regime: 'retrieval_vwvfg', law_subject: '', min_level: 'basic',
    remedy: { remedy: '', body: '', seat: '', period: '', forms: [] }, reply: noDate(), actions: [], supersedes: '',
  };
}

/** A case as a letter about it begins. */
export interface AboutCase {
  id: string;
  number: string;
  office: string;
  /** Whether an account reported it: then the letter can go there. Nobody is guessed from a name that somebody noted. */
  account: boolean;
}

/** A letter about a case carries its number; who reported it with an account gets it. */
export function draftAbout({ id, number, office, account }: AboutCase): DraftForm {
  return { ...newDraft(office), way: account ? 'case' : 'person', case: account ? id : '', reference: number };
}

/**
 * The draft that replaces a letter: what stands in it is taken over. A decision is decided anew, so its day is left open and cannot stay the
 * old one by oversight.
 */
export function replacing(id: string, letter: DraftLetter): DraftLetter {
  return { ...letter, decided_on: undefined, supersedes: id };
}

let actionKeys = 0;
export function newAction(kind: LetterAction['kind']): ActionForm {
  actionKeys += 1;
  return { key: actionKeys, kind, due: noDate(), amount: '', iban: '', payee: '', remittance: '', url: '' };
}

const periodText = (period: Period | null | undefined) => (period ? `${period.unit}-${period.amount}` : '');

function periodOf(text: string): Period | undefined {
  const [unit, amount] = text.split('-');
  return unit && amount ? ({ unit, amount: Number(amount) } as Period) : undefined;
}

/** "184,20" as cents; nothing where that is no amount. */
export function centsOf(amount: string): number | undefined {
  const plain = amount.trim().replace(/\s|€/g, '');
  if (!AMOUNT.test(plain)) return undefined;
  const [euros = '0', cents = ''] = plain.split(/[.,]/);
  return Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}

const amountText = (cents: number | null | undefined) => (cents === null || cents === undefined ? '' : `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`);

function actionForm(action: LetterAction): ActionForm {
  return { ...newAction(action.kind), due: partsOf(action.due), amount: amountText(action.amount_cents), iban: action.iban ?? '', payee: action.payee ?? '', remittance: action.remittance ?? '', url: action.url ?? '' };
}

/** What the server keeps, as fields. */
export function formOf(letter: DraftLetter): DraftForm {
  const form = newDraft(letter.office);
  const { to } = letter;
  const person = 'person' in to ? to.person : undefined;
  return {
    ...form,
    kind: letter.kind, subject: letter.subject, summary: letter.summary ?? '', body: letter.body ?? '', reference: letter.reference ?? '',
    way: 'person' in to ? 'person' : 'reference' in to ? 'reference' : 'case',
    person: person ? { given_name: person.given_name, family_name: person.family_name, birth: partsOf(person.birth_date), address: { ...person.address } } : form.person,
    to_reference: 'reference' in to ? to.reference : '',
    case: 'case' in to ? to.case : '',
    decided: partsOf(letter.decided_on), regime: letter.regime ?? form.regime, law_subject: letter.law_subject ?? '', min_level: letter.min_level ?? 'none',
    remedy: { remedy: letter.remedy?.remedy ?? '', body: letter.remedy?.body ?? '', seat: letter.remedy?.seat ?? '', period: periodText(letter.remedy?.period), forms: [...(letter.remedy?.forms ?? [])] },
    reply: partsOf(letter.reply_by), actions: (letter.actions ?? []).map(actionForm), supersedes: letter.supersedes ?? '',
  };
}

const filled = <T extends object>(object: T): Partial<T> => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== '')) as Partial<T>;

function actionOf(form: ActionForm): LetterAction {
  const pay = form.kind === 'pay';
  const own = pay ? { amount_cents: centsOf(form.amount), iban: form.iban.replace(/\s+/g, '').toUpperCase(), payee: form.payee.trim(), remittance: form.remittance.trim() } : {};
  return { kind: form.kind, ...filled({ due: isoOf(form.due), ...own, url: form.url.trim() }) };
}

function recipientOf(form: DraftForm): DraftLetter['to'] | undefined {
  if (form.way === 'reference') return form.to_reference.trim() ? { reference: form.to_reference.trim() } : undefined;
  if (form.way === 'case') return form.case ? { case: form.case } : undefined;
  const { given_name: given, family_name: family, birth, address } = form.person;
  const day = isoOf(birth);
  const parts = [given, family, address.street, address.postcode, address.place].map((part) => part.trim());
  if (!day || parts.some((part) => part === '')) return undefined;
  const [given_name = '', family_name = '', street = '', postcode = '', place = ''] = parts;
  return { person: { given_name, family_name, birth_date: day, address: { street, postcode, place } } };
}

/** What travels; nothing while nobody could tell who gets it, or the subject is empty. */
export function letterOf(form: DraftForm): DraftLetter | undefined {
  const to = recipientOf(form);
  const subject = form.subject.trim();
  if (!to || !subject) return undefined;
  const decision = form.kind === 'decision';
  const { remedy, body, seat, period, forms } = form.remedy;
  const notice = { ...filled({ remedy: remedy || undefined, body: body.trim(), seat: seat.trim(), period: periodOf(period) }), forms } as RemedyNotice;
  return {
    kind: form.kind, subject, summary: form.summary.trim(), body: form.body.trim(), office: form.office, to, reference: form.reference.trim(),
    regime: form.regime, min_level: form.min_level, actions: form.actions.map(actionOf),
    ...filled({ reply_by: isoOf(form.reply), supersedes: form.supersedes || undefined }),
    ...(decision ? filled({ decided_on: isoOf(form.decided), law_subject: form.law_subject || undefined, remedy: notice }) : {}),
  };
}

/** What nobody can send, by field; found before the server is asked. */
export function wrongIn(form: DraftForm): Wrong[] {
  const wrong: [boolean, string, string][] = [
    [!form.subject.trim(), 'letter-subject', 'deskmail-subject-required'],
    [form.way === 'reference' && !form.to_reference.trim(), 'to-reference', 'deskmail-to-reference-required'],
    [form.way === 'case' && !form.case, 'to-case', 'deskmail-to-case-required'],
    ...(form.way === 'person'
      ? ([
          [!form.person.given_name.trim(), 'to-given', 'deskmail-to-given-required'],
          [!form.person.family_name.trim(), 'to-family', 'deskmail-to-family-required'],
          [!isoOf(form.person.birth), 'to-birth', 'deskmail-to-birth-required'],
          [!form.person.address.street.trim(), 'to-address-street', 'deskmail-to-street-required'],
          [!/^\d{5}$/.test(form.person.address.postcode.trim()), 'to-address-postcode', 'deskmail-to-postcode-required'],
          [!form.person.address.place.trim(), 'to-address-place', 'deskmail-to-place-required'],
        ] as [boolean, string, string][])
      : []),
    [!isEmpty(form.decided) && !isoOf(form.decided), 'letter-decided', 'deskmail-day-wrong'],
    [!isEmpty(form.reply) && !isoOf(form.reply), 'letter-reply', 'deskmail-day-wrong'],
    ...form.actions.flatMap((action): [boolean, string, string][] => [
      [!isEmpty(action.due) && !isoOf(action.due), `action-due-${action.key}`, 'deskmail-day-wrong'],
      [action.kind === 'pay' && action.amount.trim() !== '' && centsOf(action.amount) === undefined, `action-amount-${action.key}`, 'deskmail-amount-wrong'],
    ]),
  ];
  return wrong.filter(([is]) => is).map(([, id, key]) => ({ id, text: t(key) }));
}

/** Where the fields of a pointer of the server stand. */
const FIELDS: [RegExp, string | ((at: string, form: DraftForm) => string)][] = [
  [/^\/subject/, 'letter-subject'],
  [/^\/summary/, 'letter-summary'],
  [/^\/body/, 'letter-body'],
  [/^\/documents/, 'letter-files'],
  [/^\/office/, 'letter-office'],
  [/^\/reference/, 'letter-reference'],
  [/^\/decided_on/, 'letter-decided'],
  [/^\/regime/, 'letter-regime'],
  [/^\/law_subject/, 'letter-law-subject'],
  [/^\/min_level/, 'letter-level'],
  [/^\/reply_by/, 'letter-reply'],
  [/^\/supersedes/, 'letter-supersedes'],
  [/^\/remedy\/(body|seat|period|forms)/, (part) => `remedy-${part}`],
  [/^\/remedy/, 'remedy-remedy'],
  [/^\/to\/reference/, 'to-reference'],
  [/^\/to\/case/, 'to-case'],
  [/^\/to(?:\/person)?\/given_name/, 'to-given'],
  [/^\/to(?:\/person)?\/family_name/, 'to-family'],
  [/^\/to(?:\/person)?\/birth_date/, 'to-birth'],
  [/^\/to(?:\/person)?\/address\/(street|postcode|place)/, (part) => `to-address-${part}`],
  [/^\/to/, 'to-way'],
];

const ACTION_FIELDS: Record<string, string | undefined> = { kind: 'kind', due: 'due', amount_cents: 'amount', iban: 'iban', payee: 'payee', remittance: 'text', url: 'url' };

/** The id of the field that a pointer names, whether of the letter alone or of a change that carries it. */
export function fieldOf(full: string, form: DraftForm): string {
  const pointer = full.replace(/^\/letter(?=\/)/, '');
  const [, at, part = ''] = /^\/actions\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
  if (at !== undefined) return `action-${ACTION_FIELDS[part] ?? 'card'}-${form.actions[Number(at)]?.key ?? ''}`;
  for (const [pattern, field] of FIELDS) {
    const found = pattern.exec(pointer);
    if (found) return typeof field === 'string' ? field : field(found[1] ?? '', form);
  }
  return 'letter-subject';
}
