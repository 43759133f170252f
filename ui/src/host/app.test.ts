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
