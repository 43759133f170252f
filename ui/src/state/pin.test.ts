// What is asked, and what a reset means.
import { beforeEach, expect, test, vi } from 'vitest';

const passkeys = { needsPin: vi.fn<() => Promise<object>>(), resetPin: vi.fn(() => Promise.resolve()) };
const lock = { choosePin: vi.fn(() => Promise.resolve()) };
class HostError extends Error {
  constructor(
    readonly why: string,
    readonly triesLeft?: number,
  ) {
    super(why);
  }
}
vi.mock('../host', () => ({ host: () => Promise.resolve({ passkeys, lock }), HostError }));
vi.mock('../texts/index.svelte', () => ({ needTexts: () => Promise.resolve() }));
const left = vi.fn();
vi.mock('./session.svelte', () => ({ leftAccount: () => left() }));
vi.mock('../api', () => ({ failureOf: (error: HostError) => ({ code: error.why }) }));

beforeEach(() => vi.clearAllMocks());

async function asked() {
  const page = await import('./pin-request.svelte');
  return vi.waitUntil(() => page.pinRequest.current);
}

test('whoever came in by the browser is offered a PIN, with the reason, and need not take it', async () => {
  const { offerPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'unset' });
  const refused = offerPin();
  expect(await asked()).toMatchObject({ mode: 'choose', why: 'lock-offer' });
  (await asked()).settle('cancelled');
  await refused;
  expect(lock.choosePin).not.toHaveBeenCalled();
  const taken = offerPin();
  (await asked()).settle({ pin: '482913' });
  await taken;
  expect(lock.choosePin).toHaveBeenCalledWith('482913');
  passkeys.needsPin.mockResolvedValue({ need: 'set', tries_left: 10 });
  await offerPin();
});

test('nobody invents a PIN to hear that there is no passkey', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'unset' });
  await expect(withPin('use', () => Promise.resolve())).rejects.toMatchObject({ why: 'no-passkey' });
});

test('who forgot the PIN and signs in hears that there is no passkey any more', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'set', tries_left: 10 });
  const act = vi.fn(() => Promise.resolve());
  const done = withPin('use', act);
  (await asked()).settle('forgotten');
  await expect(done).rejects.toMatchObject({ why: 'no-passkey' });
  expect(passkeys.resetPin).toHaveBeenCalledOnce();
  expect(act).not.toHaveBeenCalled();
});

test('who forgot the PIN and makes an account chooses a new one', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'set', tries_left: 10 });
  const act = vi.fn(() => Promise.resolve());
  const done = withPin('make', act);
  (await asked()).settle('forgotten');
  await vi.waitFor(async () => expect((await asked()).mode).toBe('choose'));
  (await asked()).settle({ pin: '482913' });
  await done;
  expect(act).toHaveBeenCalledWith('482913');
});

test('a finger needs no PIN, and a wrong PIN says how many tries are left and leaves the sensor alone', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'set', tries_left: 5, finger: true });
  const act = vi.fn<(pin?: string) => Promise<void>>().mockRejectedValueOnce(new HostError('pin-wrong', 3)).mockResolvedValue();
  const done = withPin('use', act);
  expect(await asked()).toMatchObject({ mode: 'enter', triesLeft: 5, finger: true });
  (await asked()).settle({ pin: '111111' });
  await vi.waitFor(async () => expect(await asked()).toMatchObject({ triesLeft: 3, finger: false, problem: 'problem-pin-wrong' }));
  (await asked()).settle('finger');
  await done;
  expect(act.mock.calls).toEqual([['111111'], [undefined]]);
  expect(left).not.toHaveBeenCalled();
});

test('the last wrong PIN ends here, and nobody is signed in any more', async () => {
  const { withPin } = await import('./pin.svelte');
  passkeys.needsPin.mockResolvedValue({ need: 'set', tries_left: 1 });
  const done = withPin('use', () => Promise.reject(new HostError('app-pin-wiped')));
  expect(await asked()).toMatchObject({ triesLeft: 1 });
  (await asked()).settle({ pin: '111111' });
  await expect(done).rejects.toMatchObject({ why: 'app-pin-wiped' });
  expect(left).toHaveBeenCalledOnce();
});
