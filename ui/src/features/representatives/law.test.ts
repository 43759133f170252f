import { expect, test } from 'vitest';
import { lawFieldOf, missingInLaw, recordOf, startLaw } from './law';

const NOW = new Date(2026, 10, 22, 12).getTime();
const until = { day: '1', month: '5', year: '2031' };

test('an empty form misses everything but what a right usually covers', () => {
  expect(missingInLaw(startLaw(), NOW).map(({ id }) => id)).toEqual(['law-basis', 'law-code', 'law-whom', 'law-until', 'law-shown']);
});

test('a mother is recorded for a child without an account', () => {
  const law = { ...startLaw(), basis: 'parent', code: ' abcd-efgh-jkmn-p ', whom: 'name', name: 'Tim Muster', until, shown: 'Geburtsurkunde' };
  expect(recordOf(law, NOW)).toEqual({
    basis: 'parent',
    representative_code: 'abcd-efgh-jkmn-p',
    represented: { name: 'Tim Muster' },
    scopes: ['read_mail', 'file_reports', 'fill_applications'],
    ends_at: new Date(2031, 4, 2).toISOString(),
    shown: 'Geburtsurkunde',
  });
});

test('nobody gets a right without a field, without an end or for ever', () => {
  const law = { ...startLaw(), basis: 'carer', code: 'x', whom: 'code', theirCode: 'y', until, shown: 'Ausweis des Betreuers' };
  expect(missingInLaw({ ...law, scopes: { read_mail: false, file_reports: false, fill_applications: false } }, NOW)).toEqual([{ id: 'law-scope-read_mail', key: 'counter-law-scope-required' }]);
  expect(missingInLaw({ ...law, until: { day: '21', month: '11', year: '2026' } }, NOW)).toEqual([{ id: 'law-until', key: 'counter-law-until-required' }]);
  expect(missingInLaw({ ...law, until: { day: '1', month: '1', year: '2050' } }, NOW)).toEqual([{ id: 'law-until', key: 'counter-law-until-far' }]);
  expect(recordOf(law, NOW)?.represented).toEqual({ code: 'y' });
});

test('a field the server refuses is found again', () => {
  expect(lawFieldOf('/represented/name')).toBe('law-name');
  expect(lawFieldOf('/ends_at')).toBe('law-until');
});
