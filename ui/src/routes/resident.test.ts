import { expect, test, vi } from 'vitest';

vi.mock('./resident/home/StartPage.svelte', () => ({ default: undefined }));

test('the router knows every address of the pages that come later for ours', async () => {
  const { later, routes } = await import('./resident');
  const own = await later.load();
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ path }) => !later.fits(path)).map(({ path }) => path)).toEqual([]);
  expect(routes.some(({ path }) => path === '/ich')).toBe(true);
  for (const foreign of ['/api/accounts', '/desk', '/linkliste', '/']) expect(later.fits(foreign)).toBe(false);
});
