// Each test opens the page anew, as a reload does: only the store and the notes stay.
import { beforeEach, expect, test, vi } from 'vitest';

const stored = new Map<string, unknown>();
const notes = new Map<string, string>();
const doors = {
  drafts: {
    load: (name: string) => Promise.resolve(stored.get(name)),
    save: (name: string, value: unknown) => Promise.resolve(void stored.set(name, value)),
    remove: (name: string) => Promise.resolve(void stored.delete(name)),
  },
  photos: { restore: () => Promise.resolve([]), discard: () => Promise.resolve() },
};
vi.mock('../host', () => ({ host: () => Promise.resolve(doors) }));
const post = vi.fn<(path: string, asked: { params: { header: Record<string, string | undefined> } }) => Promise<unknown>>();
vi.mock('../api', () => ({ newKey: () => 'key', api: { POST: post }, ask: (answer: unknown) => answer, failureOf: (error: unknown) => error, sendPhoto: vi.fn() }));
const session = { account: null as { id: string } | null };
const acting = { current: undefined as { id: string } | undefined };
vi.mock('./acting.svelte', () => ({ acting }));
vi.mock('./session.svelte', () => ({ session, loadSession: () => Promise.resolve() }));
vi.mock('../texts/index.svelte', () => ({ locale: () => 'en' }));

beforeEach(() => {
  acting.current = undefined;
  post.mockReset();
  stored.clear();
  notes.clear();
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, words: string) => notes.set(key, words),
    removeItem: (key: string) => notes.delete(key),
  });
});

async function opened() {
  vi.clearAllTimers();
  vi.resetModules();
  return import('./report-draft.svelte');
}

test('a reload right after the last letter loses none', async () => {
  const before = await opened();
  await before.loadDraft();
  before.draft.value.text = 'A deep hole';
  before.saveDraft();
  const after = await opened();
  await after.loadDraft();
  expect(after.draft.value.text).toBe('A deep hole');
  expect(after.draft.saved).toBe(true);
});

test('typing is stored after a moment and then noted no longer', async () => {
  const page = await opened();
  await page.loadDraft();
  page.draft.value.text = 'A deep hole';
  page.saveDraft();
  await vi.runAllTimersAsync();
  expect(stored.get('report')).toMatchObject({ text: 'A deep hole' });
  expect(notes.size).toBe(0);
});

test('a draft thrown away right after typing stays away', async () => {
  const before = await opened();
  await before.loadDraft();
  before.draft.value.text = 'I changed my mind';
  before.saveDraft();
  await before.discardDraft();
  const after = await opened();
  await after.loadDraft();
  expect(after.draft.value.text).toBe('');
  expect(stored.size + notes.size).toBe(0);
});

test('a report says as whom it is sent, so that nobody files as a guest unawares', async () => {
  const page = await opened();
  await page.loadDraft();
  page.draft.value.text = 'A deep hole';
  post.mockRejectedValue({ code: 'not-signed-in', field: () => undefined });
  session.account = { id: 'erika' };
  await page.fileDraft(false, () => undefined).catch(() => undefined);
  session.account = null;
  await page.fileDraft(false, () => undefined).catch(() => undefined);
  expect(post.mock.calls.map(([, asked]) => asked.params.header['Expected-Account'])).toEqual(['erika', undefined]);
});

test('each person whose matters it is has a draft of her own', async () => {
  const page = await opened();
  await page.loadDraft();
  page.draft.value.text = 'My own hole';
  page.saveDraft();
  acting.current = { id: 'grandmother' };
  await page.loadDraft();
  expect(page.draft.value.text).toBe('');
  page.draft.value.text = 'Her broken lamp';
  page.saveDraft();
  await vi.runAllTimersAsync();
  expect(stored.get('report')).toMatchObject({ text: 'My own hole' });
  expect(stored.get('report-for-grandmother')).toMatchObject({ text: 'Her broken lamp' });
  acting.current = undefined;
  await page.loadDraft();
  expect(page.draft.value.text).toBe('My own hole');
});

test('what was written for one person is not sent in the name of another', async () => {
  const page = await opened();
  await page.loadDraft();
  page.draft.value.text = 'My own hole';
  acting.current = { id: 'grandmother' };
  await expect(page.fileDraft(false, () => undefined)).rejects.toThrow();
  expect(post).not.toHaveBeenCalled();
});

test('whoever signs out can erase everything that was begun, for herself and for others', async () => {
  const page = await opened();
  await page.loadDraft();
  expect(await page.anythingBegun()).toBe(false);
  page.draft.value.text = 'My own hole';
  await page.saveNow();
  acting.current = { id: 'grandmother' };
  await page.loadDraft();
  page.draft.value.text = 'Her broken lamp';
  await page.saveNow();
  acting.current = undefined;
  const later = await opened();
  expect(await later.anythingBegun()).toBe(true);
  await later.discardAll();
  expect([...stored.keys(), ...notes.keys()]).toEqual([]);
  expect(await later.anythingBegun()).toBe(false);
});
