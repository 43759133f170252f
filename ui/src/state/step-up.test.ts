import { beforeEach, expect, test, vi } from 'vitest';

const { post, Failure } = vi.hoisted(() => {
  class Failure extends Error {
    constructor(readonly code: string) {
      super(code);
    }
  }
  return { post: vi.fn(), Failure };
});
vi.mock('../api', () => ({ api: { POST: post }, ask: (answer: unknown) => answer, failureOf: (error: { code: string }) => error }));
vi.mock('../host', () => ({ host: () => Promise.resolve({ passkeys: { get: () => Promise.resolve({}), deviceName: () => 'Test' } }) }));
vi.mock('./pin.svelte', () => ({ withPin: (_: string, act: () => Promise<void>) => act() }));

const life = { now: '2026-03-01T10:00:00Z', ends_at: '2026-03-01T10:30:00Z' };

beforeEach(() => {
  post.mockReset();
  post.mockImplementation((path: string) => Promise.resolve(path.endsWith('finish') ? { life } : { ceremony: 'c', options: {} }));
});

test('the person is asked for the passkey only when the server wants it, and the same call goes out again', async () => {
  const { withStepUp } = await import('./step-up.svelte');
  const call = vi.fn().mockRejectedValueOnce(new Failure('step-up-required')).mockResolvedValue('done');
  expect(await withStepUp(call)).toBe('done');
  expect(call).toHaveBeenCalledTimes(2);
  expect(post.mock.calls.map(([path]) => path)).toEqual(['/api/accounts/step-up', '/api/accounts/step-up/finish']);
  expect(await withStepUp(call)).toBe('done');
  expect(post).toHaveBeenCalledTimes(2);
});

test('two acts at once ask for one passkey', async () => {
  const { withStepUp } = await import('./step-up.svelte');
  const call = () => vi.fn().mockRejectedValueOnce(new Failure('step-up-required')).mockResolvedValue('done');
  await Promise.all([withStepUp(call()), withStepUp(call())]);
  expect(post).toHaveBeenCalledTimes(2);
});

test('another failure is not answered with a passkey', async () => {
  const { withStepUp } = await import('./step-up.svelte');
  await expect(withStepUp(() => Promise.reject(new Failure('not-found')))).rejects.toMatchObject({ code: 'not-found' });
  expect(post).not.toHaveBeenCalled();
});

test('what the session has left is counted from the time of the server, whatever the device believes', async () => {
  const { remember, sessionLeftMs } = await import('./session-life.svelte');
  remember(life as never);
  const left = sessionLeftMs() ?? 0;
  expect(left).toBeGreaterThan(29 * 60_000);
  expect(left).toBeLessThanOrEqual(30 * 60_000);
  remember(undefined);
  expect(sessionLeftMs()).toBeUndefined();
});
