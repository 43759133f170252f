// How a page is looked at: by axe, by its edges, and as a picture.
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { artifacts } from './places';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

/** Nothing is loading any more and the fonts are there. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('main')).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('main .spinner, main [aria-busy=true]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** No violation of WCAG 2.2 AA and of what axe calls best practice. `only` names single rules. */
export async function withoutBarriers(page: Page, what: string, only?: string[]): Promise<void> {
  // One frame only, so that axe needs no second page to put frames together.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const found = await (only ? axe.withRules(only) : axe.withTags(TAGS)).analyze();
  const violations = found.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => `${node.target.join(' ')}: ${node.html.slice(0, 200)}`) }));
  expect.soft(violations, `barriers on ${what}`).toEqual([]);
}

/** Nothing sticks out at the side, so nobody scrolls in two directions (WCAG 2.2, 1.4.10). */
export async function fits(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const beyond = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > room + 1);
    return ['scrolls sideways', ...beyond.slice(-4).map((element) => `${element.tagName.toLowerCase()}.${element.className.toString()} ${element.textContent.trim().slice(0, 40)}`)];
  });
  expect.soft(wide, what).toEqual([]);
}

/** Pictures at two widths, light and dark: `name-phone-light.png` and so on. `whole` makes the window as high as the page. */
export async function picture(page: Page, name: string, { whole = true, sizes = ['phone', 'desk'] as (keyof typeof SIZES)[] } = {}): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    await settled(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (whole) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        if (height > SIZES[size].height) await page.setViewportSize({ width: SIZES[size].width, height: Math.min(height, 4000) });
      }
      await page.screenshot({ path: resolve(artifacts, 'pictures', `${name}-${size}-${colorScheme}.png`) });
      await fits(page, `${name} on a ${size}`);
      if (colorScheme === 'dark' && size === 'desk') await withoutBarriers(page, `${name}, ${size}, dark`, ['color-contrast']);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
}
