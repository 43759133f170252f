// What anybody sees without signing in.
import { expect, test } from '@playwright/test';
import { listen, look } from './look';

const pages = {
  start: '/',
  services: '/dienste',
  report: '/melden',
  mail: '/post',
  me: '/ich',
  imprint: '/seite/imprint',
  privacy: '/seite/privacy',
  accessibility: '/seite/accessibility',
  missing: '/gibt-es-nicht',
};

for (const [name, path] of Object.entries(pages)) {
  test(`the page "${name}" can be read by everybody`, async ({ page }) => {
    const quiet = listen(page);
    await page.goto(path);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page.locator('h1')).toBeVisible();
    await expect(page).toHaveTitle(/Erlenbrück/);
    await page.waitForLoadState('networkidle');
    await look(page, name);
    quiet();
  });
}

test('the page fits a screen of 320 pixels and text of twice the size', async ({ page }) => {
  for (const path of Object.values(pages)) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    await expect(page.locator('h1')).toBeVisible();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(tooWide, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
  }
});

test('the keyboard finds the content first', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('h1')).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  await expect(skip).toHaveAttribute('href', /#/);
  await page.keyboard.press('Enter');
  await expect(page.locator('main :focus, main:focus')).toHaveCount(1);
});
