// A letter from the desk to the mailbox: written, checked, sent; agreed to, opened, understood, downloaded.
import { expect, test } from './support/test';
import { agree, begin, check, complete, decide, proven, send } from './support/letters';
import { fits, picture, withoutBarriers } from './support/look';
import { somebody } from './support/people';
import { LOCALES, say } from './support/words';

test('a decision is written, sent, opened and understood', async ({ resident, clerk }) => {
  test.setTimeout(240_000);
  const who = somebody('Hundesteuer');
  const erika = await resident('Erika Hundesteuer');
  const karla = await clerk('Karla Steueramt', {}, { role: 'admin' });
  await proven(erika, karla, who);
  await erika.open('/post');
  await expect(erika.page.getByText(say('mail-empty'))).toBeVisible();
  await withoutBarriers(erika.page, 'mailbox, empty');
  await picture(erika.page, 'mail-empty');
  await erika.link(say('mail-consent-go')).click();
  await withoutBarriers(erika.page, 'consent');
  await picture(erika.page, 'mail-consent');
  await agree(erika);

  await begin(karla, who, 'Dog tax');
  await decide(karla);
  await check(karla);
  await expect(karla.page.getByRole('group', { name: /./ }).filter({ has: karla.page.locator('#error-summary-title') })).toBeFocused();
  await expect(karla.page.getByText(say('deskmail-remedy-missing', { part: say('law-notice-part-seat') })).first()).toBeVisible();
  await withoutBarriers(karla.page, 'draft, what is missing');
  await picture(karla.page, 'mail-desk-missing', { sizes: ['desk'] });
  await complete(karla);
  await check(karla);
  await expect(karla.page.getByText(say('deskmail-channel-digital'))).toBeVisible();
  await expect(karla.page.getByText(say('deskmail-why-person'))).toBeVisible();
  await karla.button(say('deskmail-preview-digital')).click();
  await expect(karla.page.getByRole('dialog').getByText('You pay 96 euros for your dog.')).toBeVisible();
  await withoutBarriers(karla.page, 'preview');
  await karla.page.keyboard.press('Escape');
  await send(karla);

  await erika.open('/post');
  await erika.link(/Dog tax/).click();
  await expect(erika.page.getByText(say('mail-envelope-decision'))).toBeVisible();
  await expect(erika.page.getByText('You pay 96 euros')).toBeHidden();
  await withoutBarriers(erika.page, 'envelope');
  await picture(erika.page, 'mail-envelope');
  await erika.button(say('mail-open')).click();
  await expect(erika.page.getByText('You pay 96 euros for your dog.')).toBeVisible();
  await expect(erika.page.getByText(say('mail-deadline-title', { what: say('law-remedy-objection', { jurisdiction: '' }) }))).toBeVisible();
  await erika.page.getByText(say('law-why')).click();
  await expect(erika.page.getByText(say('law-step-retrieved'))).toBeVisible();
  await withoutBarriers(erika.page, 'letter');
  await picture(erika.page, 'mail-letter');
  await erika.page.setViewportSize({ width: 320, height: 640 });
  await fits(erika.page, 'letter at 320 px');
  await erika.page.setViewportSize({ width: 1280, height: 800 });

  await erika.button(say('mail-read-letter')).click();
  await expect(erika.page.locator('.pdf .words').getByText(/96/).first()).toBeAttached();
  await withoutBarriers(erika.page, 'PDF in the page');
  const saved = erika.page.waitForEvent('download');
  await erika.button(new RegExp(`^${say('mail-document-download')}`)).click();
  expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  const dates = erika.page.waitForEvent('download');
  await erika.button(say('mail-calendar')).click();
  expect((await dates).suggestedFilename()).toMatch(/\.ics$/);

  await erika.field(say('mail-question')).fill('Does it hold for guide dogs too?');
  await erika.button(say('mail-question-send')).click();
  await expect(erika.page.getByRole('list', { name: say('mail-questions') }).getByText('Does it hold for guide dogs too?')).toBeVisible();
  await karla.page.reload();
  await expect(karla.page.getByText(say('deskmail-state-retrieved')).first()).toBeVisible();
  await karla.field(say('deskmail-answer')).fill('No, they are free.');
  await karla.button(say('deskmail-answer-send')).click();
  await expect(erika.page.getByText('No, they are free.')).toBeVisible();
  await karla.button(say('deskmail-evidence-look')).click();
  await expect(karla.page.getByText(say('deskmail-evidence-sound'))).toBeVisible();
  await withoutBarriers(karla.page, 'sent letter');
  await picture(karla.page, 'mail-desk-sent', { sizes: ['desk'] });
});

test('a letter is opened without a mouse', async ({ resident, clerk }) => {
  test.setTimeout(180_000);
  const who = somebody('Tastatur');
  const erika = await resident('Erika Tastatur');
  const karla = await clerk('Karla Tastatur', {}, { role: 'admin' });
  await proven(erika, karla, who);
  await agree(erika);
  await begin(karla, who, 'Keys');
  await complete(karla);
  await send(karla);
  await erika.open('/post');
  await erika.tabTo(erika.link(/Keys/));
  await erika.page.keyboard.press('Enter');
  await expect(erika.heading).toBeFocused();
  await erika.tabTo(erika.button(say('mail-open')));
  await erika.page.keyboard.press('Enter');
  await expect(erika.page.getByText('You pay 96 euros for your dog.')).toBeVisible();
  await erika.tabTo(erika.page.getByText(say('law-why')));
  await erika.page.keyboard.press('Enter');
  await expect(erika.page.getByText(say('law-step-period_starts'))).toBeVisible();
});

for (const locale of LOCALES) {
  test(`the pages of letters speak ${locale}`, async ({ resident, town }) => {
    const erika = await resident(`Erika ${locale}`);
    await erika.page.evaluate((kept) => localStorage.setItem('rathaus-settings', kept), JSON.stringify({ theme: 'auto', contrast: 'normal', textSize: 'normal', locale }));
    for (const [path, title] of [['/post', 'mail-title'], ['/post/einwilligung', 'consent-title'], ['/post/code#AAAA-BBBB-CCCC-D', 'references-title']] as const) {
      await erika.page.goto(town.origin + path);
      await expect(erika.page.getByRole('heading', { level: 1, name: say(title, {}, locale), exact: true })).toBeVisible();
      await withoutBarriers(erika.page, `${path} in ${locale}`);
      await erika.page.setViewportSize({ width: 320, height: 640 });
      await fits(erika.page, `${path} in ${locale} at 320 px`);
    }
  });
}
