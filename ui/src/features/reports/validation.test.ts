import { expect, test } from 'vitest';
import { fieldOf, looksLikeEmail, problemsOf, type Answers } from './validation';

const complete: Answers = { photos: [], category: 'bus_stop', text: 'Broken', place: { address: '', description: 'At the school' }, email: '' };

function check(change: Partial<Answers>, want: string[]) {
  expect(problemsOf({ ...complete, ...change }, 20).map((problem) => `${problem.step}/${problem.id}`)).toEqual(want);
}

test('each way to say the place is enough alone', () => {
  check({}, []);
  check({ place: { address: 'Markt 1', description: '' } }, []);
  check({ place: { lat: 52.4, lon: 11.8, address: '', description: '' } }, []);
  check({ place: { address: ' ', description: '' } }, ['wo/address']);
});

test('a photo can stand for the text, not for the category', () => {
  check({ text: '', photos: [1] }, []);
  check({ text: ' ' }, ['was/text']);
  check({ category: '', photos: [1] }, ['was/category']);
});

test('length is counted in characters as people see them', () => {
  check({ text: '😀'.repeat(20) }, []);
  check({ text: 'x'.repeat(21) }, ['was/text']);
});

test('an e-mail address is optional but must look like one', () => {
  check({ email: 'mira@example.org ' }, []);
  check({ email: 'mira@example' }, ['kontakt/email']);
  expect(looksLikeEmail('a b@example.org')).toBe(false);
});

test('every pointer of the server finds a page', () => {
  expect(fieldOf('/place/lat')).toEqual({ id: 'address', step: 'wo' });
  expect(fieldOf('/photos/2')).toEqual({ id: 'photos', step: 'foto' });
});
