import { expect, test, vi } from 'vitest';

vi.mock('../api', () => ({ ask: async (answer: Promise<{ data?: unknown }>) => (await answer).data }));

test('how long is left is counted from the clock of the server', async () => {
  const { askTimed } = await import('./timed');
  const response = new Response(null, { headers: { Date: 'Sun, 22 Nov 2026 08:00:00 GMT' } });
  const { leftMs } = await askTimed(Promise.resolve({ data: {}, response }));
  expect(leftMs('2026-11-25T08:00:00Z')).toBeGreaterThan(72 * 3_600_000 - 1000);
  expect(leftMs('2026-11-25T08:00:00Z')).toBeLessThanOrEqual(72 * 3_600_000);
  expect(leftMs('2026-11-22T07:00:00Z')).toBe(0);
});
