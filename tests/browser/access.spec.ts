// Nobody is shut out: every page for three readers, narrow and large, in forced colours, without motion.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';
import { fits, settled, withoutBarriers } from './support/look';
import type { Device, Person } from './support/person';
import { say, type Locale } from './support/words';
import { tell, work } from './support/story';

const GUEST = ['/', '/dienste', '/melden', '/melden?schritt=was', '/melden?schritt=wo', '/melden?schritt=kontakt', '/melden?schritt=pruefen', '/gemeldet', '/post', '/ich', '/meldungen', '/meldung', '/mitteilungen', '/stadt', '/seite/imprint', '/seite/privacy', '/seite/accessibility', '/gibt-es-nicht', '/link', '/app-anmeldung', '/eid.html', '/zugang-verloren', '/zugang-verloren/brief', '/zugang-verloren/code', '/not-me', '/block', '/entsperren'];
const SIGNED_IN = ['/', '/ich', '/meldungen', '/mitteilungen', '/melden?schritt=kontakt'];
const OWN = ['/ich/anmeldung', '/ich/angaben', '/ich/loeschen', '/ich/nachweis', '/ich/nachweis/brief', '/ich/nachweis/rathaus', '/ich/neues-geraet', '/ich/zugriffe', '/ich/karte', '/ich/vertretung', '/ich/vertretung/einladen', '/ich/vertretung/annehmen', '/ich/vertretung/schalter', '/app-anmeldung'];
const DESK = ['/desk', '/desk/karte', '/desk/erfassen', '/desk/offen-geblieben', '/desk/ich', '/desk/gibt-es-nicht'];
const DESK_OF_FEW = ['/desk/ich', '/desk/kollegium', '/desk/schalter', '/desk/schalter/ausweis', '/desk/schalter/zugang', '/desk/schalter/vertretung', '/desk/schalter/vertretungen'];

// Each language, each theme and each width is met by every page at least once.
const READERS: { name: string; locale: Locale; device: Device }[] = [
  { name: 'German, light, wide', locale: 'de', device: { viewport: { width: 1280, height: 800 }, reading: { locale: 'de', theme: 'light' } } },
  { name: 'easy German, dark, telephone', locale: 'de-simple', device: { viewport: { width: 390, height: 844 }, reading: { locale: 'de-simple', theme: 'dark' } } },
  { name: 'English, strong contrast, large text', locale: 'en', device: { viewport: { width: 768, height: 1024 }, reading: { locale: 'en', theme: 'light', contrast: 'strong', textSize: 'largest' } } },
];

async function visit(person: Person, paths: readonly string[], look: (page: Page, path: string) => Promise<void>): Promise<void> {
  for (const path of paths) {
    await test.step(path, async () => {
      await person.open(path);
      await settled(person.page);
      await expect(person.heading).toHaveCount(1);
      await look(person.page, path);
    });
  }
}

for (const { name, locale, device } of READERS) {
  const t = (key: string, args = {}) => say(key, args, locale);

  test(`pages for everybody: ${name}`, async ({ guest }) => {
    test.slow();
    const anna = await guest(device);
    await visit(anna, GUEST, async (page, path) => {
      await expect(page).toHaveTitle(/Erlenbrück/);
      await expect(page.locator('html')).toHaveAttribute('lang', locale === 'en' ? /^en/ : /^de/);
      await withoutBarriers(page, path);
      await fits(page, path);
    });
  });

  test(`dialogs and failures: ${name}`, async ({ guest }) => {
    test.slow();
    const anna = await guest(device);
    const { page } = anna;
    await anna.open('/melden?schritt=was');
    await anna.button(t('filing-next')).click();
    await expect(page.getByRole('group', { name: t('kit-error-summary', { count: 2 }) })).toBeFocused();
    await withoutBarriers(page, 'what is missing');
    await anna.field(t('filing-text')).fill('A lamp is dark');
    await anna.button(t('filing-discard')).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await withoutBarriers(page, 'the dialog before throwing away');
    await page.keyboard.press('Escape');
    await anna.button(t('frame-reading')).click();
    await expect(page.getByRole('dialog', { name: t('frame-reading') })).toBeVisible();
    await withoutBarriers(page, 'language and display');
    await fits(page, 'language and display');
    await page.keyboard.press('Escape');

    anna.pardon(/404|ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
    await page.goto('/meldung#nobodyknowsthissecretnobodyknowsthis');
    await expect(page.getByRole('alert')).toBeVisible();
    await withoutBarriers(page, 'an old link');
    await anna.context.setOffline(true);
    await expect(page.getByText(t('frame-offline'))).toBeVisible();
    await withoutBarriers(page, 'no network');

    // A device that was here before knows the town by heart; this one is new.
    const ben = await guest(device);
    ben.pardon(/ERR_FAILED/);
    await ben.page.route('**/api/town', (route) => route.abort());
    await ben.page.goto('/melden?schritt=was');
    await expect(ben.button(t('kit-retry')).first()).toBeVisible();
    await withoutBarriers(ben.page, 'no answer from the town');
  });

  test(`the desk: ${name}`, async ({ town, guest }) => {
    test.slow();
    const weber = await guest(device);
    const { page } = weber;
    await weber.open('/desk');
    await withoutBarriers(page, 'the way in');
    await fits(page, 'the way in');
    await weber.givePasskeys();
    await page.goto(await town.invite('Britta Lesen'));
    await expect(weber.button(t('staff-invitation-accept'))).toBeVisible();
    await withoutBarriers(page, 'the invitation');
    await weber.button(t('staff-invitation-accept')).click();
    await expect(page.getByRole('table')).toBeVisible();
    await visit(weber, DESK, async (_, path) => {
      await withoutBarriers(page, path);
      await fits(page, path);
    });

    await weber.open('/desk');
    await page.getByRole('table').getByRole('link').first().click();
    await expect(weber.button(t('cases-way-done'))).toBeVisible();
    await settled(page);
    await withoutBarriers(page, 'a case');
    await fits(page, 'a case');
    await weber.button(t('cases-answer-send')).click();
    await expect(page.getByText(t('cases-text-required'))).toBeVisible();
    await withoutBarriers(page, 'an answer without words');
    await weber.button(t('cases-way-done')).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await withoutBarriers(page, 'the dialog that ends a case');
    await page.keyboard.press('Escape');
    await weber.open('/desk/erfassen');
    await weber.button(t('cases-record-send')).click();
    await expect(page.getByRole('group', { name: t('kit-error-summary', { count: 3 }) })).toBeVisible();
    await withoutBarriers(page, 'recording without anything');
    await weber.open('/desk?q=nothinghasthisword');
    await expect(page.getByText(t('cases-empty-filter'), { exact: true })).toBeVisible();
    await withoutBarriers(page, 'nothing found');
  });

  test(`the desk of administrators: ${name}`, async ({ town, guest }) => {
    test.slow();
    const vera = await guest(device);
    const { page } = vera;
    await vera.givePasskeys();
    await page.goto(await town.invite('Vera Lesen', { role: 'admin' }));
    await vera.button(t('staff-invitation-accept')).click();
    await expect(page.getByRole('table')).toBeVisible();
    await visit(vera, DESK_OF_FEW, async (_, path) => {
      await withoutBarriers(page, path);
      await fits(page, path);
    });
    await vera.open('/desk/kollegium');
    await page.getByRole('button', { name: new RegExp(`^${t('colleagues-change')}`) }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await withoutBarriers(page, 'the dialog that changes a colleague');
    await fits(page, 'the dialog that changes a colleague');
  });
}

test('an account and its report: every reader', async ({ guest, resident, clerk, jpeg }) => {
  test.slow();
  const weber = await clerk('Anna Weber');
  let before = await resident('Paul Meier');
  const told = await tell(before, jpeg);
  await work(weber, told);
  for (const { name, locale, device } of READERS) {
    const t = (key: string, args = {}) => say(key, args, locale);
    const paul = await guest(device);
    await paul.givePasskeys();
    await before.carryPasskeysTo(paul);
    before = paul;
    await paul.page.goto('/ich');
    await paul.button(t('accounts-sign-in')).click();
    await expect(paul.page.getByText(t('accounts-lead-in', { name: 'Paul Meier' }))).toBeVisible();
    await visit(paul, [...SIGNED_IN, ...OWN, `/meldung/${told.id}`], async (page, path) => {
      await withoutBarriers(page, `${path}, ${name}`);
      await fits(page, `${path}, ${name}`);
    });
    await paul.button(t('report-link-revoke')).click();
    await expect(paul.page.getByRole('dialog')).toBeVisible();
    await withoutBarriers(paul.page, `the dialog before switching off, ${name}`);
  }
});

async function twice(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { font-size: 200% !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

async function oneDirection(page: Page, path: string): Promise<void> {
  await fits(page, `${path} at 320 pixels`);
  await page.setViewportSize({ width: 640, height: 900 });
  await twice(page);
  await fits(page, `${path} at 200 %`);
  await page.setViewportSize({ width: 320, height: 640 });
}

test('residents need one direction of scrolling at 320 pixels, and at 200 % text', async ({ guest }) => {
  test.slow();
  const anna = await guest({ viewport: { width: 320, height: 640 } });
  await visit(anna, GUEST, oneDirection);
});

test('so do the pages of an account', async ({ resident }) => {
  test.slow();
  const paul = await resident('Paul Reflow');
  await paul.page.setViewportSize({ width: 320, height: 640 });
  await visit(paul, [...SIGNED_IN, ...OWN], oneDirection);
});

test('clerks need one direction of scrolling at 320 pixels, and at 200 % text', async ({ clerk }) => {
  test.slow();
  const weber = await clerk('Rita Reflow');
  const vera = await clerk('Vera Reflow', { viewport: { width: 320, height: 640 } }, { role: 'admin' });
  await weber.page.setViewportSize({ width: 320, height: 640 });
  const first = await weber.page.getByRole('table').getByRole('link').first().getAttribute('href');
  await visit(weber, [...DESK, first!], oneDirection);
  await visit(vera, DESK_OF_FEW, oneDirection);
});

test('forced colours show where the focus is and what is chosen', async ({ guest }) => {
  const anna = await guest({ forcedColors: 'active' });
  const { page } = anna;
  await anna.open('/melden?schritt=was');
  const first = page.getByRole('radio').first();
  await first.check();
  const chosen = page.locator('label').filter({ has: page.getByRole('radio', { checked: true }) });
  expect(await chosen.evaluate((label) => getComputedStyle(label).outlineStyle)).not.toBe('none');
  await anna.tabTo(anna.field(say('filing-text')));
  expect(await anna.field(say('filing-text')).evaluate((field) => getComputedStyle(field).outlineStyle)).not.toBe('none');
  await anna.tabTo(anna.button(say('filing-next')));
  expect(await anna.button(say('filing-next')).evaluate((field) => getComputedStyle(field).outlineStyle)).not.toBe('none');
  await withoutBarriers(page, 'forced colours');
});

test('who wants no motion sees none', async ({ guest }) => {
  const anna = await guest({ reducedMotion: 'reduce' });
  for (const path of ['/', '/melden', '/ich']) {
    await anna.open(path);
    const moving = await anna.page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().activeDuration) > 100).length);
    expect(moving, path).toBe(0);
  }
  await anna.button(say('frame-reading')).click();
  await expect(anna.page.getByRole('dialog')).toBeVisible();
});

test('the reading sheet changes language, colours and size at once and remembers them', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/dienste');
  await anna.button(say('frame-reading')).click();
  const sheet = anna.page.getByRole('dialog');
  await sheet.getByRole('radio', { name: say('frame-language-en') }).check();
  await expect(anna.page.getByRole('heading', { level: 1, name: say('services-title', {}, 'en'), includeHidden: true })).toHaveCount(1);
  await sheet.getByRole('radio', { name: say('frame-reading-theme-dark', {}, 'en') }).check();
  await sheet.getByRole('radio', { name: say('frame-reading-size-largest', {}, 'en') }).check();
  await anna.page.keyboard.press('Escape');
  await anna.page.reload();
  await expect(anna.page.getByRole('heading', { level: 1, name: say('services-title', {}, 'en') })).toBeVisible();
  await expect(anna.page.locator('html')).toHaveAttribute('lang', /^en/);
  expect(await anna.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(20);
  const ground = await anna.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).not.toBe('rgb(255, 255, 255)');
});
