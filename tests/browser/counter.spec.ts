// The counter: who somebody is, the way back into an account, and who acts for whom by law.
import { expect, test } from './support/test';
import { fits, picture, settled, withoutBarriers } from './support/look';
import type { Clerk } from './support/clerk';
import type { Resident } from './support/resident';
import { about, say } from './support/words';

/** The code a resident's screen shows, asked for as the page does. */
function codeOf(resident: Resident, path: string): Promise<string> {
  return resident.page.evaluate(async (address) => {
    const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' } });
    return ((await answer.json()) as { code: string }).code;
  }, path);
}

async function atCounter(clerk: Clerk, task: string): Promise<void> {
  await clerk.open('/desk');
  await clerk.link(say('staff-nav-counter')).click();
  await clerk.link(new RegExp(`^${say(task)}`)).click();
  await expect(clerk.page.getByRole('heading', { level: 1, name: say(task) })).toBeVisible();
}

async function date(clerk: Clerk, legend: string, day: string, month: string, year: string): Promise<void> {
  const group = clerk.page.getByRole('group', { name: say(legend) });
  await group.getByRole('textbox', { name: say('kit-date-day') }).fill(day);
  await group.getByRole('textbox', { name: say('kit-date-month') }).fill(month);
  await group.getByRole('textbox', { name: say('kit-date-year') }).fill(year);
}

async function copyDocument(clerk: Clerk, person: { given: string; family: string; year: string }): Promise<void> {
  await clerk.page.getByRole('radio', { name: say('identity-document-id_card') }).check();
  await clerk.field(say('counter-given-name')).fill(person.given);
  await clerk.field(say('counter-family-name')).fill(person.family);
  await date(clerk, 'counter-birth', '9', '3', person.year);
  await clerk.field(say('counter-street')).fill('Am Markt 7');
  await clerk.field(say('counter-postcode')).fill('39999');
  await clerk.field(say('counter-place')).fill('Erlenbrück');
  await clerk.page.getByRole('checkbox', { name: say('counter-matches') }).check();
}

test('somebody is checked at the counter by the code on the screen, and later helped back into the account', async ({ resident, clerk }) => {
  test.slow();
  const erika = await resident('Erika Muster');
  const berta = await clerk('Berta Büro', {}, { role: 'counter' });
  berta.pardon(/409|422/);
  const { page } = berta;
  await berta.open('/desk/schalter');
  await withoutBarriers(page, 'the counter');
  await picture(page, 'desk-counter');
  await page.setViewportSize({ width: 1280, height: 800 });

  await atCounter(berta, 'counter-check-title');
  await berta.field(say('counter-code')).fill('XXXX-XXXX');
  await berta.button(say('counter-code-open')).click();
  await expect(page.getByText(say('counter-code-wrong'))).toBeVisible();
  await withoutBarriers(page, 'a wrong code');
  await picture(page, 'desk-check-code');
  await page.setViewportSize({ width: 1280, height: 800 });
  const code = await codeOf(erika, '/api/accounts/identity/counter');
  await berta.field(say('counter-code')).fill(code.toLowerCase());
  await berta.button(say('counter-code-open')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('counter-check-person', { name: 'Erika Muster' }) })).toBeFocused();

  await berta.button(say('counter-check-record')).click();
  await expect(page.getByRole('group', { name: say('kit-error-summary', { count: 8 }) })).toBeFocused();
  await withoutBarriers(page, 'a check without anything');
  await fits(page, 'a check without anything');
  await copyDocument(berta, { given: 'Erika Anna', family: 'Muster', year: '1950' });
  await picture(page, 'desk-check-person');
  await page.setViewportSize({ width: 1280, height: 800 });
  await berta.button(say('counter-check-record')).click();
  await expect(page.getByText(say('counter-check-proven'))).toBeVisible();
  await expect(page.getByText(about('counter-check-until', 'day'))).toBeVisible();
  await settled(page);
  await withoutBarriers(page, 'a check that is done');
  await picture(page, 'desk-check-done');
  await page.setViewportSize({ width: 1280, height: 800 });

  // Weeks later the phone is gone. Somebody else's document opens nothing.
  await atCounter(berta, 'counter-recovery-title');
  await copyDocument(berta, { given: 'Erika', family: 'Fremd', year: '1951' });
  await berta.button(say('counter-recovery-make')).click();
  await expect(page.getByText(say('counter-recovery-none'))).toBeVisible();
  await withoutBarriers(page, 'nobody fits');
  await copyDocument(berta, { given: 'Erika', family: 'Muster', year: '1950' });
  await berta.button(say('counter-recovery-make')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('counter-recovery-done') })).toBeVisible();
  await expect(page.getByText(say('counter-recovery-code'))).toBeVisible();
  await withoutBarriers(page, 'the code of a recovery');
  await picture(page, 'desk-recovery-code');
});

test('a mother is recorded for her child, and a mistake is ended at once', async ({ resident, clerk }) => {
  test.slow();
  const mia = await resident('Mia Mutter');
  const berta = await clerk('Berta Schalter', {}, { role: 'counter' });
  const { page } = berta;
  await atCounter(berta, 'counter-law-title');
  await berta.button(say('counter-law-record')).click();
  await expect(page.getByRole('group', { name: say('kit-error-summary', { count: 5 }) })).toBeFocused();
  await withoutBarriers(page, 'a representation without anything');
  await page.getByRole('radio', { name: new RegExp(`^${say('counter-law-basis-parent')}`) }).check();
  await berta.field(say('counter-law-code')).fill(await codeOf(mia, '/api/representatives/show'));
  await page.getByRole('radio', { name: new RegExp(`^${say('counter-law-whom-name')}`) }).check();
  await berta.field(say('counter-law-name')).fill('Tim Mutter');
  await date(berta, 'counter-law-until', '1', '5', String(new Date().getFullYear() + 6));
  await berta.field(say('counter-law-shown')).fill('Geburtsurkunde und Ausweis');
  await picture(page, 'desk-law');
  await page.setViewportSize({ width: 1280, height: 800 });
  await berta.button(say('counter-law-record')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('counter-law-done') })).toBeFocused();
  await expect(page.getByText('Tim Mutter')).toBeVisible();
  await expect(page.getByText('Mia Mutter')).toBeVisible();
  await settled(page);
  await withoutBarriers(page, 'a representation that is recorded');
  await picture(page, 'desk-law-done');
  await page.setViewportSize({ width: 1280, height: 800 });
  await berta.button(say('counter-law-undo')).click();
  await expect(berta.notice(say('counter-law-undone'))).toBeVisible();
});

test('who does not work at the counter is told who does', async ({ clerk }) => {
  const otto = await clerk('Otto Neugier');
  await expect(otto.link(say('staff-nav-counter'))).toHaveCount(0);
  for (const path of ['/desk/schalter', '/desk/schalter/ausweis', '/desk/schalter/zugang', '/desk/schalter/vertretung']) {
    await otto.open(path);
    await expect(otto.page.getByText(say('counter-not-yours'), { exact: true })).toBeVisible();
  }
  await withoutBarriers(otto.page, 'not at the counter');
});
