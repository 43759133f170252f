// The web app on the start screen: manifest, icons, and a service worker that keeps the program and nothing about people.
import { expect, test } from './support/test';
import { say } from './support/words';

interface Manifest {
  name: string;
  short_name: string;
  start_url: string;
  scope?: string;
  display: string;
  lang?: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

test('the manifest names the app, and its icons have the sizes it says', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/');
  const href = await anna.page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await anna.page.evaluate(async (address) => (await (await fetch(address)).json()) as Manifest, href!);
  expect(manifest.name).toBeTruthy();
  expect(manifest.short_name.length).toBeLessThanOrEqual(12);
  expect(manifest.start_url).toMatch(/^\//);
  expect(manifest.display).toBe('standalone');
  const sizes = manifest.icons.map((icon) => icon.sizes);
  expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some((icon) => icon.purpose?.includes('maskable'))).toBe(true);
  for (const icon of manifest.icons) {
    const size = await anna.page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    if (icon.type !== 'image/svg+xml') expect(size, icon.src).toBe(icon.sizes);
  }
  const touch = await anna.page.locator('link[rel=apple-touch-icon]').getAttribute('href');
  expect(await anna.page.evaluate(async (address) => (await fetch(address)).status, touch!)).toBe(200);
});

test('the shell opens without a network, and nothing about people is kept', async ({ guest }) => {
  const anna = await guest({ serviceWorkers: 'allow' });
  await anna.open('/');
  await anna.page.evaluate(() => navigator.serviceWorker.ready);
  await anna.page.reload();
  await expect.poll(() => anna.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  // What a resident reads goes by the network every time.
  await anna.open('/ich');
  await anna.fillIn({ text: 'Kept nowhere but in the town hall.', place: 'By the river' });
  await anna.send();
  await anna.openFiled();
  await anna.page.goto('/desk');
  await expect(anna.button(say('staff-sign-in'))).toBeVisible();

  const kept = await anna.page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
    return paths;
  });
  expect(kept).toContain('/');
  expect(kept.filter((path) => /^\/(api|desk|\.well-known)/.test(path))).toEqual([]);
  expect(kept.filter((path) => /staff|DeskPage|cases/i.test(path)), 'files of the desk').toEqual([]);

  anna.pardon(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
  await anna.context.setOffline(true);
  await anna.page.goto('/dienste');
  await expect(anna.page.getByRole('heading', { level: 1, name: say('services-title') })).toBeVisible();
  await expect(anna.page.getByText(say('frame-offline'))).toBeVisible();
  await anna.page.goto('/melden');
  await anna.isAsked('filing-photo-title');
  await expect(anna.page.goto('/desk')).rejects.toThrow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await anna.context.setOffline(false);
});

test('answers of the server are never kept by the browser', async ({ resident }) => {
  const anna = await resident('Carla Cache');
  const answers = await anna.page.evaluate(async () => {
    const found: [string, string | null][] = [];
    for (const path of ['/api/accounts/session', '/api/accounts/devices', '/api/reports']) {
      found.push([path, (await fetch(path)).headers.get('cache-control')]);
    }
    return found;
  });
  for (const [path, policy] of answers) expect(policy, path).toMatch(/no-store/);
});
