import { expect, test } from 'vitest';
import type { DraftLetter } from '../../api/mail';
import { centsOf, draftAbout, fieldOf, formOf, letterOf, newAction, newDraft, replacing, wrongIn } from './draft';

const LETTER = {
  kind: 'decision', subject: 'Hundesteuer 2026', summary: 'Sie zahlen 96 Euro.', body: 'Text', office: 'ordnungsamt',
  to: { person: { given_name: 'Erika', family_name: 'Beispiel', birth_date: '1961-03-04', address: { street: 'Markt 1', postcode: '39999', place: 'Erlenbrück' } } },
  reference: '5.01', regime: 'retrieval_vwvfg', min_level: 'basic', decided_on: '2026-03-27', law_subject: 'municipal_levies', reply_by: '2026-05-01',
  remedy: { remedy: 'objection', body: 'Stadt Erlenbrück', seat: 'Markt 1, 39999 Erlenbrück', period: { unit: 'months', amount: 1 }, forms: ['written', 'electronic', 'for_record'] },
  actions: [{ kind: 'pay', due: '2026-04-30', amount_cents: 9605, iban: 'DE02120300000000202051', payee: 'Stadt Erlenbrück', remittance: '5.01' }],
} as const satisfies DraftLetter | object;

test('a letter survives the form and back', () => {
  expect(letterOf(formOf(LETTER as unknown as DraftLetter))).toEqual(LETTER);
  const reference = { ...LETTER, to: { reference: '5.0100.1' } } as unknown as DraftLetter;
  expect(letterOf(formOf(reference))?.to).toEqual({ reference: '5.0100.1' });
});

test('what belongs to decisions alone does not travel with a receipt', () => {
  const sent = letterOf({ ...formOf(LETTER as unknown as DraftLetter), kind: 'receipt' });
  expect(sent).not.toHaveProperty('remedy');
  expect(sent).not.toHaveProperty('decided_on');
});

test('nobody is guessed: without a whole person nothing travels', () => {
  const form = formOf(LETTER as unknown as DraftLetter);
  form.person.birth = { day: '31', month: '2', year: '1961' };
  expect(letterOf(form)).toBeUndefined();
  expect(wrongIn(form).map(({ id }) => id)).toEqual(['to-birth']);
  expect(wrongIn(newDraft('bauhof')).map(({ id }) => id)).toContain('letter-subject');
});

test('an amount is what people write', () => {
  expect([centsOf('184,20'), centsOf('184.2'), centsOf('1 200 €'), centsOf('96')]).toEqual([18420, 18420, 120_000, 9600]);
  expect([centsOf('12,345'), centsOf('-5'), centsOf('viel')]).toEqual([undefined, undefined, undefined]);
});

test('every pointer of the server finds a field', () => {
  const form = { ...newDraft('bauhof'), actions: [{ ...newAction('pay'), key: 7 }] };
  expect(fieldOf('/remedy/seat', form)).toBe('remedy-seat');
  expect(fieldOf('/remedy', form)).toBe('remedy-remedy');
  expect(fieldOf('/to/person/address/street', form)).toBe('to-address-street');
  expect(fieldOf('/actions/0/iban', form)).toBe('action-iban-7');
  expect(fieldOf('/letter/actions/0', form)).toBe('action-card-7');
  expect(fieldOf('/letter/to/person/birth_date', form)).toBe('to-birth');
  expect(fieldOf('/documents', form)).toBe('letter-files');
});

test('a letter about a case goes to the account that reported it, and to nobody by guess', () => {
  const about = { id: '0190', number: '2026-004711', office: 'bauhof', account: true };
  expect(letterOf({ ...draftAbout(about), subject: 'Bank' })).toMatchObject({ to: { case: '0190' }, reference: '2026-004711', office: 'bauhof' });
  const unknown = draftAbout({ ...about, account: false });
  expect(unknown).toMatchObject({ way: 'person', case: '', reference: '2026-004711' });
  expect(letterOf({ ...unknown, subject: 'Bank' })).toBeUndefined();
});

test('what replaces a letter says the same and names it, but was not decided on the same day', () => {
  const letter = letterOf(formOf(replacing('0191', LETTER as unknown as DraftLetter)));
  expect({ ...letter, decided_on: LETTER.decided_on }).toEqual({ ...LETTER, supersedes: '0191' });
  expect(letter).not.toHaveProperty('decided_on');
});
