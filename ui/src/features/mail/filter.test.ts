import { expect, test } from 'vitest';
import { filterOf, isFiltered, NO_FILTER, queryOf } from './filter';

test('a filter survives the address and back', () => {
  const filter = { ...NO_FILTER, box: 'archive', unread: true, year: '2026', kind: 'decision', q: 'Hund' } as const;
  const search = new URLSearchParams(Object.entries(queryOf(filter)).filter(([, value]) => value !== ''));
  expect(search.toString()).toBe('ablage=archiv&ungelesen=1&jahr=2026&art=decision&suche=Hund');
  expect(filterOf(search)).toEqual(filter);
});

test('what somebody made up in the address is left out', () => {
  expect(filterOf(new URLSearchParams('ablage=keller&jahr=26&art=postcard&ungelesen=ja'))).toEqual(NO_FILTER);
  expect(isFiltered(NO_FILTER)).toBe(false);
  expect(isFiltered({ ...NO_FILTER, box: 'archive' })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, office: 'bauhof' })).toBe(true);
});
