import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});

const opened = () => import('./toasts.svelte');

test('one message at a time: the last act wins', async () => {
  const { toast, toasts } = await opened();
  toast('Taken');
  toast('Answered');
  expect(toasts.current?.text).toBe('Answered');
  vi.advanceTimersByTime(8_000);
  expect(toasts.current).toBeUndefined();
});

test('news from elsewhere waits until the word about one\'s own act was read', async () => {
  const { toast, toasts } = await opened();
  toast('Answered');
  toast('A report came in', '/desk/meldung/1');
  toast('Another report came in', '/desk/meldung/2');
  expect(toasts.current?.text).toBe('Answered');
  vi.advanceTimersByTime(8_000);
  expect(toasts.current?.text).toBe('Another report came in');
});

test('an act does not swallow the news it covers', async () => {
  const { dismiss, toast, toasts } = await opened();
  toast('A report came in', '/desk/meldung/1');
  toast('Answered');
  expect(toasts.current?.text).toBe('Answered');
  dismiss(toasts.current?.id ?? 0);
  expect(toasts.current?.text).toBe('A report came in');
});

test('a message stays while it is read, and one that leads somewhere until it is closed', async () => {
  const { dismiss, hold, toast, toasts } = await opened();
  toast('Answered');
  hold(true);
  vi.advanceTimersByTime(60_000);
  expect(toasts.current?.text).toBe('Answered');
  hold(false);
  vi.advanceTimersByTime(8_000);
  expect(toasts.current).toBeUndefined();
  toast('A report came in', '/desk/meldung/1');
  vi.advanceTimersByTime(60_000);
  dismiss(toasts.current?.id ?? 0);
  expect(toasts.current).toBeUndefined();
});
