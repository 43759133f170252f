import { expect, test, vi } from 'vitest';

vi.mock('../router', () => ({ here: {} }));
vi.mock('./session.svelte', () => ({ session: {}, loadSession: () => Promise.resolve() }));

test('who types hears of the end in good time, after the server was asked; who only reads does not', async () => {
  const { nextStep, SOON_MS } = await import('./session-watch.svelte');
  expect(nextStep(undefined, true, true)).toBe('nothing');
  expect(nextStep(SOON_MS + 1, true, true)).toBe('nothing');
  expect(nextStep(SOON_MS, false, true)).toBe('nothing');
  // Only resting: the question itself makes it go on.
  expect(nextStep(SOON_MS, true, false)).toBe('ask');
  expect(nextStep(SOON_MS, true, true)).toBe('tell');
  // Over: whether it really ended, the server says.
  expect(nextStep(0, false, false)).toBe('ask');
});
