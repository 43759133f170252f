// The mailbox: many letters, filters in the address, marks, the start page's part of it, and somebody who helps.
import { expect, test } from './support/test';
import { agree, post, proven, reachable } from './support/letters';
import { fits, picture, withoutBarriers } from './support/look';
import { somebody } from './support/people';
import { LOCALES, say } from './support/words';

test('sixty letters come fifty at a time, and filters stand in the address', async ({ resident, clerk }) => {
  test.setTimeout(240_000);
  const who = somebody('Vielpost');
  const erika = await resident('Erika Vielpost');
  const karla = await clerk('Karla Vielpost', {}, { role: 'admin' });
  await reachable(erika, karla, who);
  for (let at = 1; at <= 55; at += 1) await post(karla, who, { subject: `Notice ${at}` });
  for (let at = 1; at <= 5; at += 1) await post(karla, who, { subject: `Receipt ${at}`, kind: 'receipt', reference: `5.0100.${at}` });
  const rows = erika.page.locator('main li a[href^="/post/"]');
  await expect(async () => {
    await erika.open('/post');
    await expect(erika.page.getByText(say('mail-lead', { count: 60 }))).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(rows).toHaveCount(50);
  await withoutBarriers(erika.page, 'mailbox, many letters');
  await erika.button(say('mail-more')).click();
  await expect(rows).toHaveCount(60);
  // Whoever reads on with the keyboard stands at the first letter that came.
  await expect(rows.nth(50)).toBeFocused();
  await expect(erika.button(say('mail-more'))).toBeHidden();

  await erika.page.getByRole('searchbox', { name: say('mail-search') }).fill('5.0100.3');
  await expect(rows).toHaveCount(1);
  await expect(erika.page).toHaveURL(/suche=5\.0100\.3/);
  await erika.page.reload();
  await expect(erika.link(/Receipt 3/)).toBeVisible();
  await erika.page.getByRole('searchbox', { name: say('mail-search') }).fill('nothing like it');
  await expect(erika.page.getByText(say('mail-none-found'))).toBeVisible();
  await withoutBarriers(erika.page, 'mailbox, nothing found');
  await erika.button(say('mail-filter-reset')).first().click();
  await expect(rows).toHaveCount(50);
  await erika.page.getByText(say('mail-filter-more'), { exact: true }).click();
  await erika.page.getByRole('combobox', { name: say('mail-kind') }).selectOption('receipt');
  await expect(rows).toHaveCount(5);
  await expect(erika.page).toHaveURL(/art=receipt/);
  await picture(erika.page, 'mail-filtered');
  await erika.page.setViewportSize({ width: 320, height: 640 });
  await fits(erika.page, 'mailbox with filters at 320 px');
  await erika.page.goBack();
  await expect(rows).toHaveCount(50);
});

test('a letter is marked, put away, fetched back, and its copy erased', async ({ resident, clerk }) => {
  test.setTimeout(180_000);
  const who = somebody('Ablage');
  const erika = await resident('Erika Ablage');
  const karla = await clerk('Karla Ablage', {}, { role: 'admin' });
  await reachable(erika, karla, who);
  const id = await post(karla, who, { subject: 'Street works' });
  await expect(async () => {
    await erika.open(`/post/${id}`);
    await expect(erika.button(say('mail-open'))).toBeVisible({ timeout: 2000 });
  }).toPass();
  erika.pardon(/404/);
  await erika.button(say('mail-open')).click();
  const star = erika.button(say('mail-star'));
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(erika.notice(say('mail-star-done'))).toBeVisible();
  await erika.button(say('mail-archive')).click();
  await expect(erika.button(say('mail-archive-off'))).toBeVisible();
  await withoutBarriers(erika.page, 'letter, marked and put away');

  await erika.open('/post');
  await expect(erika.page.getByText(say('mail-empty'))).toBeVisible();
  await erika.open('/post?ablage=archiv&gemerkt=1');
  await expect(erika.link(/Street works/)).toContainText(say('mail-starred'));
  await erika.link(/Street works/).click();
  await erika.button(say('mail-archive-off')).click();
  await expect(erika.button(say('mail-archive'))).toBeVisible();

  await erika.button(say('mail-erase')).click();
  const dialog = erika.page.getByRole('dialog', { name: say('mail-erase-title') });
  await withoutBarriers(erika.page, 'erase the copy?');
  await dialog.getByRole('button', { name: say('mail-erase-yes') }).click();
  await expect(erika.notice(say('mail-erased'))).toBeVisible();
  await expect(erika.page.getByText(say('mail-empty'))).toBeVisible();
  // The copy only: the desk has its letter as before.
  await karla.page.goto(`/desk/post/${id}`);
  await expect(karla.page.getByRole('heading', { level: 1, name: 'Street works' })).toBeVisible();
  await expect(karla.page.getByText(say('deskmail-state-retrieved')).first()).toBeVisible();
});

test('the start page says how many letters wait, shows the newest, and what it does not know', async ({ resident, clerk }) => {
  test.setTimeout(180_000);
  const who = somebody('Startseite');
  const erika = await resident('Erika Startseite');
  const karla = await clerk('Karla Startseite', {}, { role: 'admin' });
  await reachable(erika, karla, who);
  await erika.open('/');
  const letters = erika.page.getByRole('region', { name: say('home-mail-title') });
  await expect(letters.getByText(say('home-mail-empty'))).toBeVisible();
  await expect(erika.page.getByText(say('home-lead-nothing'))).toBeVisible();
  await withoutBarriers(erika.page, 'start page, no letter');

  for (const subject of ['First', 'Second', 'Third', 'Fourth']) await post(karla, who, { subject });
  // It comes while somebody looks.
  await expect(erika.page.getByText(say('home-mail-lead', { count: 4 }))).toBeVisible();
  await expect(letters.getByRole('listitem')).toHaveCount(3);
  await expect(letters.getByRole('listitem').first()).toContainText('Fourth');
  await expect(letters.getByRole('link', { name: say('home-mail-more', { count: 1 }) })).toBeVisible();
  await withoutBarriers(erika.page, 'start page, letters');
  await picture(erika.page, 'home-letters');
  await erika.page.setViewportSize({ width: 320, height: 640 });
  await fits(erika.page, 'start page with letters at 320 px');
  await erika.page.setViewportSize({ width: 1280, height: 800 });

  // An opened letter waits no more; the way there needs no mouse.
  await erika.tabTo(letters.getByRole('link', { name: /Fourth/ }));
  await erika.page.keyboard.press('Enter');
  await expect(erika.heading).toHaveText('Fourth');
  await erika.tabTo(erika.button(say('mail-open')));
  await erika.page.keyboard.press('Enter');
  await expect(erika.page.getByText('There is news.')).toBeVisible();
  await erika.open('/');
  await expect(erika.page.getByText(say('home-mail-lead', { count: 3 }))).toBeVisible();

  // Not loaded yet, failed and offline are three things, and none of them is "nothing there".
  erika.pardon(/500|ERR_|Failed to load/);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await erika.page.route('**/api/mail?*', async (route) => {
    await held;
    await route.fulfill({ status: 500, json: {} });
  });
  await erika.page.reload();
  await expect(letters.getByText(say('home-mail-loading'))).toBeAttached();
  await expect(letters.getByText(say('home-mail-empty'))).toBeHidden();
  answer();
  await expect(letters.getByRole('alert')).toBeVisible();
  await expect(erika.page.getByText(say('home-lead-unknown'))).toBeVisible();
  await withoutBarriers(erika.page, 'start page, letters failed');
  await erika.page.unroute('**/api/mail?*');
  await erika.page.route('**/api/mail?*', (route) => route.abort('internetdisconnected'));
  await letters.getByRole('button', { name: say('kit-retry') }).click();
  await expect(letters.getByText(say('kit-offline'), { exact: true })).toBeVisible();
  await picture(erika.page, 'home-letters-offline', { sizes: ['phone'] });
  await erika.page.unroute('**/api/mail?*');
  await letters.getByRole('button', { name: say('kit-retry') }).click();
  await expect(letters.getByRole('listitem')).toHaveCount(3);
});

test('whoever helps opens a copy, under a banner, and nothing begins to count', async ({ resident, clerk }) => {
  test.setTimeout(240_000);
  const who = somebody('Begleitung');
  const erika = await resident('Erika Begleitung');
  const ben = await resident('Ben Begleitung');
  const karla = await clerk('Karla Begleitung', {}, { role: 'admin' });
  await proven(erika, karla, who);
  await agree(erika);
  const id = await post(karla, who, { subject: 'Only a copy', summary: 'The meeting is on Monday.', level: 'none' });

  await erika.open('/ich/vertretung/einladen');
  await erika.page.getByRole('checkbox', { name: say('representatives-scope-read_mail') }).check();
  await erika.field(say('kit-date-year')).fill(String(new Date().getFullYear() + 1));
  await erika.button(say('representatives-invite-send')).click();
  const code = await erika.page.locator('.symbols').innerText();
  await ben.open('/ich/vertretung/annehmen');
  await ben.field(say('representatives-accept-code')).fill(code);
  await ben.button(say('representatives-accept-send')).click();
  await ben.button(say('representatives-act', { name: 'Erika Begleitung' })).click();
  const banner = ben.page.getByText(say('frame-news-acting-for', { person: 'Erika Begleitung' }));
  await expect(banner).toBeVisible();

  await ben.open(`/post`);
  await expect(ben.page.getByRole('heading', { level: 1, name: say('mail-title-of', { person: 'Erika Begleitung' }) })).toBeVisible();
  await ben.link(/Only a copy/).click();
  await expect(ben.page.getByText(say('mail-envelope-helps', { person: 'Erika Begleitung' }))).toBeVisible();
  await expect(banner).toBeVisible();
  await withoutBarriers(ben.page, 'envelope of somebody else');
  await ben.button(say('mail-open')).click();
  await expect(ben.page.getByText('The meeting is on Monday.')).toBeVisible();
  await expect(ben.page.getByText(say('mail-copy'), { exact: true })).toBeVisible();
  await expect(ben.page.getByText(say('mail-copy-text', { person: 'Erika Begleitung' }))).toBeVisible();
  await expect(banner).toBeVisible();
  await withoutBarriers(ben.page, 'copy for whoever helps');
  // Marks and erasing are hers alone.
  await expect(ben.button(say('mail-erase'))).toBeHidden();
  await picture(ben.page, 'mail-helper');

  // For her it still waits.
  await erika.open(`/post/${id}`);
  await expect(erika.button(say('mail-open'))).toBeVisible();
  await karla.page.goto(`/desk/post/${id}`);
  await karla.button(say('deskmail-evidence-look')).click();
  await expect(karla.page.getByText(say('deskmail-evidence-copy_opened'))).toBeVisible();
});

for (const locale of LOCALES) {
  test(`the start page and the mailbox with a letter speak ${locale}`, async ({ resident, clerk }) => {
    test.setTimeout(180_000);
    const who = somebody({ de: 'Deutsch', 'de-simple': 'Leicht', en: 'Englisch' }[locale]);
    const erika = await resident(`Erika ${who.family_name}`);
    const karla = await clerk(`Karla ${who.family_name}`, {}, { role: 'admin' });
    await reachable(erika, karla, who);
    await post(karla, who, { subject: 'One letter' });
    await erika.page.evaluate((kept) => localStorage.setItem('rathaus-settings', kept), JSON.stringify({ theme: 'auto', contrast: 'normal', textSize: 'normal', locale }));
    await expect(async () => {
      await erika.open('/');
      await expect(erika.page.getByText(say('home-mail-lead', { count: 1 }, locale))).toBeVisible({ timeout: 3000 });
    }).toPass();
    await withoutBarriers(erika.page, `start page with a letter in ${locale}`);
    await erika.page.setViewportSize({ width: 320, height: 640 });
    await fits(erika.page, `start page with a letter in ${locale} at 320 px`);
  });
}
