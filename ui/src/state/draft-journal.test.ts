import { beforeEach, expect, test, vi } from 'vitest';
import { keep, kept, note } from './draft-journal';

const NAME = 'report';
const stored = new Map<string, unknown>();
const notes = new Map<string, string>();
const doors = vi.hoisted(() => ({ drafts: { load: vi.fn(), save: vi.fn(), remove: vi.fn() } }));
vi.mock('../host', () => ({ host: () => Promise.resolve(doors) }));

beforeEach(() => {
  stored.clear();
  notes.clear();
  doors.drafts.load.mockImplementation((name: string) => Promise.resolve(stored.get(name)));
  doors.drafts.save.mockImplementation((name: string, value: unknown) => Promise.resolve(void stored.set(name, value)));
  doors.drafts.remove.mockImplementation((name: string) => Promise.resolve(void stored.delete(name)));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, words: string) => notes.set(key, words),
    removeItem: (key: string) => notes.delete(key),
  });
});

test('words of a page that went at once are there at the next start, in the store, and noted no longer', async () => {
  stored.set(NAME, { text: 'A deep' });
  note(NAME, { text: 'A deep hole' });
  expect(stored.get(NAME)).toEqual({ text: 'A deep' });
  expect(await kept(NAME)).toEqual({ text: 'A deep hole' });
  expect(stored.get(NAME)).toEqual({ text: 'A deep hole' });
  expect(notes.size).toBe(0);
});

test('a draft that was emptied does not come back', async () => {
  stored.set(NAME, { text: 'I changed my mind' });
  note(NAME, undefined);
  expect(await kept(NAME)).toBeUndefined();
  expect(stored.size + notes.size).toBe(0);
});

test('a save that ends late does not erase what was typed meanwhile', async () => {
  const saving = keep(NAME, { text: 'A' });
  note(NAME, { text: 'AB' });
  await saving;
  expect(await kept(NAME)).toEqual({ text: 'AB' });
});

test('what the store could not take stays noted', async () => {
  doors.drafts.save.mockRejectedValueOnce(new Error('no room')).mockRejectedValueOnce(new Error('no room'));
  await expect(keep(NAME, { text: 'A' })).rejects.toThrow();
  expect(await kept(NAME)).toEqual({ text: 'A' });
  expect(notes.size).toBe(1);
  expect(await kept(NAME)).toEqual({ text: 'A' });
  expect(notes.size).toBe(0);
});

test('where notes are forbidden the store alone keeps the draft', async () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  await keep(NAME, { text: 'A' });
  expect(await kept(NAME)).toEqual({ text: 'A' });
});

test('an older note gives way when a newer one finds no room', async () => {
  note(NAME, { text: 'old' });
  vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await keep(NAME, { text: 'new' });
  expect(await kept(NAME)).toEqual({ text: 'new' });
});

test('a note nobody can read costs nothing', async () => {
  stored.set(NAME, { text: 'A' });
  note(NAME, { text: 'B' });
  for (const key of notes.keys()) notes.set(key, '{"val');
  expect(await kept(NAME)).toEqual({ text: 'A' });
  expect(notes.size).toBe(0);
});
