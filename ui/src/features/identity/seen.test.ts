import { expect, test } from 'vitest';
import { fieldOf, missingIn, personOf, startSeen } from './seen';

test('an empty form misses everything, in the order of the page', () => {
  expect(missingIn(startSeen()).map(({ id }) => id)).toEqual(['seen-document', 'seen-given_name', 'seen-family_name', 'seen-birth_date', 'seen-street', 'seen-postcode', 'seen-place', 'seen-matches']);
  expect(personOf(startSeen())).toBeUndefined();
});

test('what was known before is there to be compared, and nothing is confirmed yet', () => {
  const seen = startSeen({ display_name: 'Erika M.', given_name: 'Erika', family_name: 'Muster', birth_date: '1950-03-09', address: { street: 'Am Markt 1', postcode: '39999', place: 'Erlenbrück' } });
  expect(missingIn(seen).map(({ id }) => id)).toEqual(['seen-document', 'seen-matches']);
  const checked = { ...seen, document: 'passport', matches: true, family_name: ' Muster ' };
  expect(personOf(checked)).toEqual({ document: 'passport', person: { given_name: 'Erika', family_name: 'Muster', birth_date: '1950-03-09', address: { street: 'Am Markt 1', postcode: '39999', place: 'Erlenbrück' } } });
});

test('a field the server refuses is found again', () => {
  expect(fieldOf('/person/address/postcode')).toBe('seen-postcode');
  expect(fieldOf('/person/birth_date')).toBe('seen-birth_date');
});
