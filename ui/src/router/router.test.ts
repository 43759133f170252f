import { beforeEach, expect, test, vi } from 'vitest';
import type { Route } from './router.svelte';

vi.mock('../texts/index.svelte', () => ({ needTexts: () => Promise.resolve() }));

const Page = (() => undefined) as never;
const route = (path: string, load: Route['load'] = () => Promise.resolve({ default: Page })): Route => ({ path, title: path, texts: [], load });

beforeEach(() => {
  const place = new URL('https://rathaus.test/melden');
  const go = (_: unknown, __: string, url: URL) => void (place.href = url.href);
  vi.stubGlobal('location', place);
  vi.stubGlobal('history', { pushState: go, replaceState: go });
  vi.stubGlobal('window', { addEventListener: () => undefined });
  vi.stubGlobal('document', { addEventListener: () => undefined });
  vi.resetModules();
});

async function started(...routes: Route[]) {
  const router = await import('./router.svelte');
  await router.startRouter(routes, route(''));
  return router;
}

test('another query stays on the page, another path is a new visit', async () => {
  const { here, navigate, setQuery } = await started(route('/melden'), route('/post'));
  const visit = here.shown?.visit;
  await setQuery({ schritt: 'was' });
  expect(here.search.get('schritt')).toBe('was');
  expect(here.shown?.visit).toBe(visit);
  await navigate('/post');
  expect(here.shown?.route.path).toBe('/post');
  expect(here.shown?.visit).not.toBe(visit);
});

test('a page that comes after one has changed step on the old one is not shown', async () => {
  let come: (module: { default: never }) => void = () => undefined;
  const slow = new Promise<{ default: never }>((resolve) => (come = resolve));
  const { here, navigate, setQuery } = await started(route('/melden'), route('/post', () => slow));
  const going = navigate('/post');
  location.href = 'https://rathaus.test/melden';
  await setQuery({ schritt: 'was' });
  expect(here.loading).toBe(false);
  come({ default: Page });
  await going;
  expect(here.shown?.route.path).toBe('/melden');
});

test('back from a page that could not be loaded, the old one is there again', async () => {
  const { here, navigate, setQuery } = await started(route('/melden'), route('/post', () => Promise.reject(new Error('no network'))));
  await navigate('/post');
  expect(here.failed).toBe(true);
  location.href = 'https://rathaus.test/melden';
  await setQuery({ schritt: 'was' });
  expect(here.failed).toBe(false);
});

test('routes that come later are fetched with the first visit of one of them, and asked for again after a failure', async () => {
  const router = await import('./router.svelte');
  const load = vi.fn().mockRejectedValueOnce(new Error('no network')).mockResolvedValue([route('/ich/anmeldung')]);
  await router.startRouter([route('/melden')], route(''), { fits: (path) => path.startsWith('/ich'), load });
  expect(load).not.toHaveBeenCalled();
  await router.navigate('/ich/anmeldung');
  expect(router.here.failed).toBe(true);
  await router.navigate('/melden');
  expect(router.here.failed).toBe(false);
  await router.navigate('/ich/anmeldung');
  expect(router.here.shown?.route.path).toBe('/ich/anmeldung');
  await router.navigate('/ich/gibt-es-nicht');
  expect(router.here.shown?.route.path).toBe('');
  expect(load).toHaveBeenCalledTimes(2);
});
