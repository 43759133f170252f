// Lost phones: the way back in, the no to it, the card that blocks.
import { resolve } from 'node:path';
import { expect, test } from './support/test';
import { fits, picture, withoutBarriers } from './support/look';
import { asks, codeByLetter, somebody } from './support/people';
import { artifacts } from './support/places';
import type { Resident } from './support/resident';
import { say } from './support/words';

/** The e-mail address of somebody, confirmed. */
async function confirmEmail(person: Resident, address: string): Promise<void> {
  await person.open('/ich/angaben');
  await person.button(say('profile-email-give')).click();
  await person.field(say('profile-email-new')).fill(address);
  await person.button(say('profile-email-send')).click();
  await expect.poll(() => person.town.mailbox.to(address).length).toBe(1);
  const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(person.town.mailbox.to(address)[0]?.content.split('\n\n').slice(1).join('\n') ?? '')?.[0] ?? '';
  await person.field(say('profile-email-code')).fill(code);
  await person.button(say('profile-email-confirm')).click();
  await expect(person.page.getByText(address, { exact: true })).toBeVisible();
}

/** Shows a document at the counter, once. */
async function proveAtCounter(person: Resident, clerk: Parameters<typeof asks>[0], who: ReturnType<typeof somebody>): Promise<void> {
  await person.open('/ich/nachweis/rathaus');
  await person.button(say('identity-counter-show')).click();
  await asks(clerk, '/api/desk/identity/checks', { code: await person.page.locator('.symbols').innerText(), document: 'id_card', person: who });
  await expect(person.page.getByText(say('identity-counter-done'))).toBeVisible();
}

test('a letter brings somebody back after three days, and the owner can say no', async ({ resident, clerk, guest, town }) => {
  test.slow();
  const who = somebody('Verloren');
  const erika = await resident('Erika Verloren');
  const karla = await clerk('Karla Theke', {}, { role: 'admin' });
  await confirmEmail(erika, 'erika.verloren@example.org');
  await proveAtCounter(erika, karla, who);

  const lost = await guest();
  const { page } = lost;
  await lost.open('/ich');
  await lost.link(say('accounts-lost')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('recovery-title') })).toBeFocused();
  await withoutBarriers(page, 'the ladder');
  await picture(page, 'recovery-ladder');
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, 'the ladder at 320 px');
  await lost.link(say('recovery-letter-go')).click();
  await lost.button(say('recovery-letter-send')).click();
  await expect(page.getByRole('group', { name: say('kit-error-summary', { count: 6 }) })).toBeFocused();
  await withoutBarriers(page, 'recovery letter, what is missing');
  await lost.field(say('recovery-given')).fill(who.given_name);
  await lost.field(say('recovery-family')).fill(who.family_name);
  await lost.field(say('kit-date-day')).fill('14');
  await lost.field(say('kit-date-month')).fill('3');
  await lost.field(say('kit-date-year')).fill('1961');
  await lost.field(say('address-street')).fill(who.address.street);
  await lost.field(say('address-postcode')).fill(who.address.postcode);
  await lost.field(say('address-place')).fill(who.address.place);
  await picture(page, 'recovery-letter');
  await lost.button(say('recovery-letter-send')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('recovery-letter-sent') })).toBeFocused();
  await withoutBarriers(page, 'recovery letter, sent');
  await picture(page, 'recovery-letter-sent');
  const code = await codeByLetter(town, who.family_name);
  await lost.link(say('recovery-have-code-go')).click();
  lost.pardon(/422/);
  await lost.field(say('recovery-code')).fill('AAAA-BBBB-CCCC-D');
  await lost.button(say('recovery-code-go')).click();
  await expect(page.getByText(say('problem-code-invalid'))).toBeVisible();
  await lost.field(say('recovery-code')).fill(code);
  await lost.button(say('recovery-code-go')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('recovery-hold-title') })).toBeFocused();
  await expect(page.getByRole('timer')).toHaveText(/^Noch (3 Tage|2 Tage und 23 Stunden)\./);
  await withoutBarriers(page, 'the hold');
  await picture(page, 'recovery-hold');

  // The owner hears of it on the device at once, and by e-mail with a link that stops it.
  await expect(erika.page.getByText(say('frame-news-recovery')).first()).toBeVisible();
  await erika.open('/ich');
  await expect(erika.page.getByText(say('recovery-alert'))).toBeVisible();
  await erika.link(say('recovery-alert-go')).click();
  await expect(erika.button(say('recovery-not-me-go'))).toBeVisible();
  await withoutBarriers(erika.page, 'not me, signed in');
  await picture(erika.page, 'recovery-not-me');
  await expect.poll(() => town.mailbox.to('erika.verloren@example.org').some(({ content }) => content.includes('/not-me#'))).toBe(true);
  const link = /http:\/\/localhost:\d+\/not-me#\S+/.exec(town.mailbox.to('erika.verloren@example.org').map(({ content }) => content).join('\n'))?.[0];
  const neighbour = await guest();
  await neighbour.open(link ?? '');
  await neighbour.button(say('recovery-not-me-go')).click();
  await expect(neighbour.page.getByRole('heading', { level: 1, name: say('recovery-not-me-done') })).toBeFocused();
  await withoutBarriers(neighbour.page, 'not me, stopped');
  await lost.open('/zugang-verloren/code');
  await lost.field(say('recovery-code')).fill(code);
  await lost.button(say('recovery-code-go')).click();
  await expect(page.getByText(say('problem-code-invalid'))).toBeVisible();
});

test('a code from the counter opens the account on a new phone at once', async ({ resident, clerk, guest }) => {
  const who = somebody('Neuhandy');
  const erika = await resident('Erika Neuhandy');
  const karla = await clerk('Karla Theke', {}, { role: 'admin' });
  await proveAtCounter(erika, karla, who);
  const { code } = await asks<{ code: string }>(karla, '/api/desk/identity/recoveries', { document: 'passport', person: who });
  const lost = await guest();
  await lost.givePasskeys();
  await lost.open('/zugang-verloren/code');
  await lost.field(say('recovery-code')).fill(code);
  await lost.button(say('recovery-code-go')).click();
  await expect(lost.page.getByRole('heading', { level: 1, name: say('recovery-ready-title') })).toBeFocused();
  await withoutBarriers(lost.page, 'ready for a new passkey');
  await picture(lost.page, 'recovery-ready');
  await lost.button(say('recovery-ready-go')).click();
  await expect(lost.page.getByText(say('accounts-lead-in', { name: 'Erika Neuhandy' }))).toBeVisible();
  // The old phone is out.
  erika.pardon(/401/);
  await erika.open('/ich/angaben');
  await expect(erika.page.getByText(say('frame-own-signed-out'))).toBeVisible();
});

test('a lost phone is blocked with the printed card, and opened when it is found', async ({ resident, guest }) => {
  test.slow();
  const erika = await resident('Erika Karte');
  const { page } = erika;
  await erika.open('/ich/karte');
  await erika.button(say('recovery-card-make')).click();
  await expect(page.locator('.symbols')).toBeVisible();
  await withoutBarriers(page, 'the card');
  await picture(page, 'recovery-card');
  const code = await page.locator('.symbols').innerText();
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await expect(page.locator('.slip')).toBeVisible();
  await expect(page.locator('.slip')).toContainText('039399 100-0');
  await expect(page.getByRole('banner')).toBeHidden();
  await page.screenshot({ path: resolve(artifacts, 'pictures', 'recovery-card-print.png') });
  await page.emulateMedia({ media: 'screen' });

  const neighbour = await guest();
  await neighbour.open('/sperren');
  await withoutBarriers(neighbour.page, 'block');
  await picture(neighbour.page, 'recovery-block');
  neighbour.pardon(/422/);
  await neighbour.field(say('recovery-block-code')).fill('AAAA-BBBB-CCCC-D');
  await neighbour.button(say('recovery-block-send')).click();
  await expect(neighbour.page.getByText(say('problem-code-invalid'))).toBeVisible();
  await neighbour.field(say('recovery-block-code')).fill(code.toLowerCase());
  await neighbour.button(say('recovery-block-send')).click();
  await expect(neighbour.page.getByRole('heading', { level: 1, name: say('recovery-blocked-title') })).toBeFocused();
  await withoutBarriers(neighbour.page, 'blocked');
  await picture(neighbour.page, 'recovery-blocked');
  const opening = await neighbour.page.locator('.symbols').innerText();

  erika.pardon(/401/);
  await erika.open('/ich/angaben');
  await expect(page.getByText(say('frame-own-signed-out'))).toBeVisible();
  await neighbour.open('/entsperren');
  await neighbour.field(say('recovery-unblock-code')).fill(opening);
  await neighbour.button(say('recovery-unblock-send')).click();
  await expect(neighbour.page.getByText(say('recovery-unblock-done'))).toBeVisible();
  await erika.open('/ich');
  await erika.button(say('accounts-sign-in')).click();
  await expect(page.getByText(say('accounts-lead-in', { name: 'Erika Karte' }))).toBeVisible();
});
