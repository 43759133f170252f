// What the shell refuses, as the pages hear it.
import { beforeEach, expect, test, vi } from 'vitest';

const invoke = vi.fn<(name: string) => Promise<unknown>>();
vi.mock('@tauri-apps/api/core', () => ({ invoke, convertFileSrc: (path: string) => path, Channel: vi.fn() }));
vi.stubGlobal('MutationObserver', vi.fn(function (this: { observe: unknown }) {
  this.observe = vi.fn();
}));
vi.stubGlobal('document', { documentElement: { lang: 'de' } });

beforeEach(() => invoke.mockReset());

async function refused(refusal: unknown): Promise<unknown> {
  const { appHost } = await import('./app');
  invoke.mockImplementation((name) => (name === 'passkey_get' ? Promise.reject(refusal as Error) : Promise.resolve({})));
  return (await appHost()).passkeys.get({}, '111111').catch((error: unknown) => error);
}

test('a blocked PIN says how long', async () => {
  expect(await refused({ code: 'pin-blocked', message: 'too many', wait_s: 3600 })).toMatchObject({ why: 'pin-blocked', seconds: 3600 });
});

test('a code that nobody knows stays "unavailable"', async () => {
  expect(await refused({ code: 'moon', message: '' })).toMatchObject({ why: 'unavailable' });
});

test('a wrong PIN says how many tries are left, and a passkey that is there already is called so', async () => {
  expect(await refused({ code: 'pin-wrong', message: '', tries_left: 2 })).toMatchObject({ why: 'pin-wrong', triesLeft: 2 });
  expect(await refused({ code: 'pin-wiped', message: '' })).toMatchObject({ why: 'app-pin-wiped' });
  expect(await refused({ code: 'passkey-exists', message: '' })).toMatchObject({ why: 'passkey-exists' });
  expect(await refused({ code: 'finger-unknown', message: '' })).toMatchObject({ why: 'finger' });
});

test('a file goes from the shell to the disk; the page hears only where it is', async () => {
  const { appHost } = await import('./app');
  invoke.mockImplementation((name) => Promise.resolve(name === 'file_fetch' ? { answer: { status: 200, headers: [], body: '' }, path: '/home/x/My.pdf' } : {}));
  const request = new Request('tauri://localhost/api/accounts/export/pdf?x=1', { method: 'POST', headers: { Accept: 'application/pdf' } });
  const done = await (await appHost()).download?.(request, 'My.pdf');
  expect(done?.path).toBe('/home/x/My.pdf');
  expect(await done?.response.text()).toBe('');
  const asked = { method: 'POST', path: '/api/accounts/export/pdf?x=1', headers: [['accept', 'application/pdf']], json: null };
  expect(invoke).toHaveBeenCalledWith('file_fetch', { request: asked, name: 'My.pdf' }, undefined);
});
