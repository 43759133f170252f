// A letter from the desk to the mailbox: written, checked, sent; agreed to, opened, understood, downloaded.
import { expect, test } from './support/test';
import type { Clerk } from './support/clerk';
import { fits, picture, withoutBarriers } from './support/look';
import { asks, somebody } from './support/people';
import type { Resident } from './support/resident';
import { LOCALES, say } from './support/words';

type Who = ReturnType<typeof somebody>;
const today = () => new Date();
const part = (value: number) => String(value);

/** Proven at the counter, so that a mailbox may be matched. */
async function proven(resident: Resident, clerk: Clerk, who: Who): Promise<void> {
  await resident.open('/ich/nachweis/rathaus');
  await resident.button(say('identity-counter-show')).click();
  const code = resident.page.locator('.symbols');
  await expect(code).toBeVisible();
  await asks(clerk, '/api/desk/identity/checks', { code: await code.innerText(), document: 'id_card', person: who });
  await expect(resident.page.getByText(say('identity-counter-done'))).toBeVisible();
}

async function agree(resident: Resident): Promise<void> {
  await resident.open('/post/einwilligung');
  await resident.button(say('consent-agree')).click();
  await expect(resident.page.getByText(say('consent-given'), { exact: true })).toBeVisible();
}

/** Fills in the first page of a letter and lands in its draft. */
async function begin(clerk: Clerk, who: Who, subject: string): Promise<void> {
  const { page } = clerk;
  await page.goto('/desk/post/neu');
  await clerk.field(say('deskmail-subject')).fill(subject);
  await clerk.field(say('deskmail-to-given')).fill(who.given_name);
  await clerk.field(say('deskmail-to-family')).fill(who.family_name);
  const [year = '', month = '', day = ''] = who.birth_date.split('-');
  const birth = page.getByRole('group', { name: say('deskmail-to-birth') });
  await birth.getByRole('textbox', { name: say('kit-date-day') }).fill(day);
  await birth.getByRole('textbox', { name: say('kit-date-month') }).fill(month);
  await birth.getByRole('textbox', { name: say('kit-date-year') }).fill(year);
  await clerk.field(say('address-street')).fill(who.address.street);
  await clerk.field(say('address-postcode')).fill(who.address.postcode);
  await clerk.field(say('address-place')).fill(who.address.place);
  await clerk.button(say('deskmail-begin')).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

async function check(clerk: Clerk): Promise<void> {
  await clerk.button(say('deskmail-check')).click();
}

/** What the law needs to know before it can say what a remedy notice lacks. */
async function decide(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  const decided = page.locator('#letter-decided');
  await decided.getByRole('textbox', { name: say('kit-date-day') }).fill(part(today().getDate()));
  await decided.getByRole('textbox', { name: say('kit-date-month') }).fill(part(today().getMonth() + 1));
  await decided.getByRole('textbox', { name: say('kit-date-year') }).fill(part(today().getFullYear()));
  await page.locator('#letter-law-subject').selectOption('municipal_levies');
}

/** A decision with all it needs, from the draft's page. */
async function complete(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  await page.locator('#letter-summary').fill('You pay 96 euros for your dog.\n\nPlease pay by May.');
  await page.locator('#letter-body').fill('We set the dog tax for this year at 96 euros.');
  await decide(clerk);
  await clerk.button(say('deskmail-remedy-fill')).click();
  await expect(page.getByText(say('deskmail-remedy-told', { remedy: say('law-remedy-objection', { jurisdiction: '' }) }))).toBeVisible();
}

async function send(clerk: Clerk): Promise<void> {
  await check(clerk);
  await clerk.button(say('deskmail-send')).click();
  await clerk.page.getByRole('dialog').getByRole('button', { name: say('deskmail-send') }).click();
  await expect(clerk.notice(say('deskmail-sent'))).toBeVisible();
}

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
