// What is left of a page whose keys are gone.
import { beforeEach, expect, test, vi } from 'vitest';

class Memory extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}
/** As browsers have it: the entries are properties. */
const storage = () => {
  const memory = new Memory();
  return new Proxy(memory, {
    get: (_, name) => {
      const found: unknown = Reflect.get(memory, name);
      return typeof found === 'function' ? (found as () => unknown).bind(memory) : found;
    },
    ownKeys: () => [...memory.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }) as unknown as Storage;
};
const drafts = { save: vi.fn(() => Promise.resolve()), remove: vi.fn(() => Promise.resolve()), load: vi.fn() };
vi.mock('../host', () => ({ host: () => Promise.resolve({ drafts }) }));
const replace = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('location', { replace });
});

test('what was noted goes into the store, so that nothing typed is lost', async () => {
  const { settleNotes } = await import('./leaving');
  localStorage.setItem('rathaus-draft report', JSON.stringify({ value: { text: 'hedge' } }));
  localStorage.setItem('rathaus-language', 'de');
  await settleNotes();
  expect(drafts.save).toHaveBeenCalledExactlyOnceWith('report', { text: 'hedge' });
  expect(Object.keys(localStorage)).toEqual(['rathaus-language']);
});

test('what the store does not take stops whoever wants to go on', async () => {
  const { settleNotes } = await import('./leaving');
  localStorage.setItem('rathaus-draft report', JSON.stringify({ value: { text: 'hedge' } }));
  drafts.save.mockRejectedValueOnce(new Error('full'));
  await expect(settleNotes()).rejects.toThrow();
});

test('nothing of the page before stays, and the next one says why', async () => {
  const { beginAnew, hearWhy } = await import('./leaving');
  const { keysGone } = await import('./keys-gone.svelte');
  localStorage.setItem('rathaus-draft report', '{}');
  sessionStorage.setItem('rathaus-acting', '{}');
  beginAnew('reset');
  expect(replace).toHaveBeenCalledWith('/');
  expect([...Object.keys(localStorage), ...Object.keys(sessionStorage)]).toEqual(['rathaus-keys-gone']);
  expect(hearWhy()).toBe(true);
  expect(keysGone.why).toBe('lock-reset-done');
  expect(Object.keys(sessionStorage)).toEqual([]);
});
