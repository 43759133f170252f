import { expect, test, vi } from 'vitest';

let keys = 0;
vi.mock('../api', () => ({ newKey: () => `key ${(keys += 1)}` }));
vi.mock('../host', () => ({ host: () => Promise.reject(new Error('nothing is kept here')) }));
vi.mock('./desk-session.svelte', () => ({ desk: {} }));
const { forgetKey, keyOf, noDraft } = await import('./case-drafts');

test('the same words sent again have the same key, other words another one', () => {
  const draft = noDraft();
  const first = keyOf(draft, 'answer', 'We are on it.');
  expect(keyOf(draft, 'answer', 'We are on it.')).toBe(first);
  expect(keyOf(draft, 'note', 'We are on it.')).not.toBe(first);
  expect(keyOf(draft, 'answer', 'We are on it, soon.')).not.toBe(first);
});

test('a key survives a reload with its draft', () => {
  const draft = noDraft();
  const key = keyOf(draft, 'status', 'Repaired.');
  const again = JSON.parse(JSON.stringify(draft)) as typeof draft;
  expect(keyOf(again, 'status', 'Repaired.')).toBe(key);
});

test('what was answered may be said once more', () => {
  const draft = noDraft();
  const key = keyOf(draft, 'answer', 'Thank you.');
  forgetKey(draft, 'answer');
  expect(keyOf(draft, 'answer', 'Thank you.')).not.toBe(key);
});
