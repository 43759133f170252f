// One's own account without a mouse, for every reader: register, a second passkey, proof by letter, a helper, a lost phone.
import type { Locator } from '@playwright/test';
import { expect, test } from './support/test';
import { fits, withoutBarriers } from './support/look';
import { codeByLetter, somebody } from './support/people';
import type { Device } from './support/person';
import type { Resident } from './support/resident';
import { say, type Locale } from './support/words';

const READERS: { locale: Locale; device: Device }[] = [
  { locale: 'de', device: { viewport: { width: 1280, height: 800 }, reading: { locale: 'de', theme: 'light' } } },
  { locale: 'de-simple', device: { viewport: { width: 390, height: 844 }, reading: { locale: 'de-simple', theme: 'dark' } } },
  { locale: 'en', device: { viewport: { width: 320, height: 640 }, reading: { locale: 'en', theme: 'light', contrast: 'strong' } } },
];

async function press(person: Resident, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  await person.tabTo(goal);
  await person.page.keyboard.press('Enter');
}

/** Types into a field, over whatever stands there. */
async function type(person: Resident, field: Locator, text: string): Promise<void> {
  await person.tabTo(field);
  await person.page.keyboard.press('Control+A');
  await person.page.keyboard.type(text);
}

async function look(person: Resident, what: string): Promise<void> {
  await withoutBarriers(person.page, what);
  await fits(person.page, what);
}

for (const { locale, device } of READERS) {
  const t = (key: string, args = {}) => say(key, args, locale);
  const heading = (person: Resident, key: string) => person.page.getByRole('heading', { name: t(key), exact: true });

  test(`an account from the first passkey to the lost phone, by keyboard, ${locale}`, async ({ guest, town }) => {
    test.slow();
    const who = somebody(`Taste-${locale}`);
    const name = `${who.given_name} ${who.family_name}`;
    const erika = await guest(device);
    const { page } = erika;
    await erika.givePasskeys();

    await test.step('register', async () => {
      await erika.open('/ich');
      await press(erika, erika.button(t('accounts-create')));
      await expect(erika.field(t('accounts-name'))).toBeFocused();
      await expect(page.getByText(t('accounts-name-required'))).toBeVisible();
      await look(erika, 'registering without a name');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await expect(page.getByText(t('accounts-lead-in', { name }))).toBeVisible();
    });

    await test.step('a second passkey, and the first one goes', async () => {
      await press(erika, erika.link(new RegExp(`^${t('accounts-room-ways-in')}`)));
      await expect(page.getByRole('heading', { level: 1, name: t('passkeys-title') })).toBeFocused();
      await erika.plugInKey();
      await press(erika, erika.button(t('passkeys-add')));
      const passkeys = page.getByRole('region', { name: t('passkeys-list') }).getByRole('listitem');
      await expect(passkeys).toHaveCount(2);
      const second = passkeys.filter({ hasText: t('passkeys-kind-security_key') });
      await press(erika, second.getByRole('button', { name: new RegExp(`^${t('passkeys-remove')}`) }));
      const dialog = page.getByRole('dialog', { name: t('passkeys-remove-title') });
      await expect(dialog).toBeVisible();
      await look(erika, 'the dialog before a passkey goes');
      await press(erika, dialog.getByRole('button', { name: t('passkeys-remove'), exact: true }));
      await expect(passkeys).toHaveCount(1);
    });

    await test.step('a letter proves the address', async () => {
      await erika.open('/ich/nachweis/brief');
      await type(erika, erika.field(t('identity-order-given')), who.given_name);
      await type(erika, erika.field(t('identity-order-family')), who.family_name);
      await type(erika, erika.field(t('address-street')), who.address.street);
      await type(erika, erika.field(t('address-postcode')), who.address.postcode);
      await type(erika, erika.field(t('address-place')), who.address.place);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: t('identity-order-sent') })).toBeFocused();
      const code = await codeByLetter(town, who.family_name);
      await press(erika, erika.link(t('identity-back')));
      await expect(erika.field(t('identity-letter-code'))).toBeVisible();
      await type(erika, erika.field(t('identity-letter-code')), code);
      await page.keyboard.press('Enter');
      await expect(page.getByText(t('identity-explain-basic'))).toBeVisible();
      await look(erika, 'proven by letter');
    });

    await test.step('a helper joins and is sent away', async () => {
      await erika.open('/ich/vertretung/einladen');
      await press(erika, erika.button(t('representatives-invite-send')));
      const code = page.locator('.symbols');
      await expect(code).toBeVisible();
      const ben = await guest(device);
      await ben.givePasskeys();
      await ben.open('/ich');
      await type(ben, ben.field(t('accounts-name')), `Ben ${locale}`);
      await ben.page.keyboard.press('Enter');
      await expect(ben.page.getByText(t('accounts-lead-in', { name: `Ben ${locale}` }))).toBeVisible();
      await ben.open('/ich/vertretung/annehmen');
      await type(ben, ben.field(t('representatives-accept-code')), ((await code.textContent()) ?? '').trim());
      await ben.page.keyboard.press('Enter');
      await press(ben, ben.button(t('representatives-act', { name })));
      await expect(ben.page.getByText(t('frame-news-acting-for', { person: name }))).toBeVisible();
      await look(ben, 'acting for somebody');
      ben.pardon(/403/);
      await erika.open('/ich/vertretung');
      await press(erika, erika.button(new RegExp(`^${t('representatives-end')}`)));
      const dialog = page.getByRole('dialog');
      await press(erika, dialog.getByRole('button', { name: t('representatives-end-yes') }));
      await expect(page.getByText(t('representatives-for-me-none'))).toBeVisible();
      await expect(ben.page.getByText(t('frame-news-acting-ended', { person: name }))).toBeVisible();
    });

    await test.step('the phone is lost: a letter, and three days in which the owner can say no', async () => {
      const lost = await guest(device);
      await lost.open('/zugang-verloren');
      await press(lost, lost.link(t('recovery-letter-go')));
      await expect(heading(lost, 'recovery-letter-title')).toBeFocused();
      await type(lost, lost.field(t('recovery-given')), who.given_name);
      await type(lost, lost.field(t('recovery-family')), who.family_name);
      await type(lost, lost.field(t('kit-date-day')), '14');
      await type(lost, lost.field(t('kit-date-month')), '3');
      await type(lost, lost.field(t('kit-date-year')), '1961');
      await type(lost, lost.field(t('address-street')), who.address.street);
      await type(lost, lost.field(t('address-postcode')), who.address.postcode);
      await type(lost, lost.field(t('address-place')), who.address.place);
      await lost.page.keyboard.press('Enter');
      await expect(heading(lost, 'recovery-letter-sent')).toBeFocused();
      await look(lost, 'the letter is on its way');
    });
  });
}
