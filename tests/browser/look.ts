// How a page is looked at: axe (WCAG 2.2 AA and best practice) and a picture, at two widths, light and dark.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { resolve } from 'node:path';

const pictures = resolve(import.meta.dirname, '../artifacts/browser/pictures');
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };

/** Looks at the page as it stands; the pictures are called `name-phone-light.png` and so on. */
export async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const scheme of ['light', 'dark'] as const) {
      await test.step(`look at ${name}, ${size}, ${scheme}`, async () => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: `${pictures}/${name}-${size}-${scheme}.png`, fullPage: true });
        await withoutBarriers(page, `${name}, ${size}, ${scheme}`);
        await fits(page, `${name}, ${size}`);
      });
    }
  }
}

async function withoutBarriers(page: Page, what: string): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  const violations = found.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html) }));
  expect(violations, `barriers on ${what}`).toEqual([]);
}

/** Nothing sticks out at the side. */
async function fits(page: Page, what: string): Promise<void> {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(tooWide, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Fails at the end when the page complained: errors, refused policies, failed requests of our own. */
export function listen(page: Page): () => void {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') complaints.push(`asked another server: ${request.url()}`);
  });
  return () => {
    expect(complaints, 'what the page complained about').toEqual([]);
  };
}
