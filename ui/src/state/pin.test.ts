// What is asked, and what a reset means.
import { beforeEach, expect, test, vi } from 'vitest';

const passkeys = { needsPin: vi.fn<() => Promise<string>>(), resetPin: vi.fn(() => Promise.resolve()) };
class HostError extends Error {
  constructor(readonly why: string) {
    super(why);
  }
}
vi.mock('../host', () => ({ host: () => Promise.resolve({ passkeys }), HostError }));
vi.mock('../api', () => ({ failureOf: (error: HostError) => ({ code: error.why }) }));

beforeEach(() => vi.clearAllMocks());

async function asked() {
  const page = await import('./pin.svelte');
  return vi.waitUntil(() => page.pinRequest.current);
}

test('nobody invents a PIN to hear that there is no passkey', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue('unset');
  await expect(withPin('use', () => Promise.resolve())).rejects.toMatchObject({ why: 'no-passkey' });
});

test('who forgot the PIN and signs in hears that there is no passkey any more', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue('set');
  const act = vi.fn(() => Promise.resolve());
  const done = withPin('use', act);
  (await asked()).settle('forgotten');
  await expect(done).rejects.toMatchObject({ why: 'no-passkey' });
  expect(passkeys.resetPin).toHaveBeenCalledOnce();
  expect(act).not.toHaveBeenCalled();
});

test('who forgot the PIN and makes an account chooses a new one', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue('set');
  const act = vi.fn(() => Promise.resolve());
  const done = withPin('make', act);
  (await asked()).settle('forgotten');
  await vi.waitFor(async () => expect((await asked()).mode).toBe('choose'));
  (await asked()).settle({ pin: '482913' });
  await done;
  expect(act).toHaveBeenCalledWith('482913');
});
