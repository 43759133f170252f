import { expect, test } from 'vitest';
import { matchPath, sameView } from './match';

function check(pattern: string, path: string, want: Record<string, string> | undefined) {
  expect(matchPath(pattern, path)).toEqual(want);
}

test('an address finds its page and its parameters', () => {
  check('/', '/', {});
  check('/meldung/:id', '/meldung/42', { id: '42' });
  check('/meldung/:id', '/meldung/42/', { id: '42' });
  check('/seite/:page', '/seite/a%20b', { page: 'a b' });
});

test('an address that fits no page finds none', () => {
  check('/meldung/:id', '/meldung', undefined);
  check('/post', '/poste', undefined);
  check('/seite/:page', '/seite/%E0%A4%A', undefined);
});

test('a change of the query alone keeps the page, also when it is compared with a copy', () => {
  const view = { route: { path: '/meldung/:id' }, params: { id: '42' } };
  expect(sameView(structuredClone(view), view)).toBe(true);
  expect(sameView(view, { ...view, params: { id: '43' } })).toBe(false);
  expect(sameView(view, { route: { path: '/post' }, params: {} })).toBe(false);
  expect(sameView(undefined, view)).toBe(false);
});
