// The desk's own people: roles, offices, substitution, leaving; another office's case; passkeys of the desk.
import type { Page, Route } from '@playwright/test';
import { expect, test } from './support/test';
import { fits, picture, settled, withoutBarriers } from './support/look';
import type { Clerk } from './support/clerk';
import { about, say } from './support/words';

const REASON = 'Rückfrage des Bauhofs am Telefon';

/** The server asks for the passkey once, whatever the clock says. */
async function askForPasskeyOnce(page: Page, path: string): Promise<void> {
  let asked = false;
  await page.route(path, (route: Route) => {
    if (asked || route.request().method() === 'GET') return route.fallback();
    asked = true;
    const body = JSON.stringify({ type: 'urn:rathaus:problem:step-up-required', title: 'Use your passkey again first', status: 403 });
    return route.fulfill({ status: 403, contentType: 'application/problem+json', body });
  });
}

/** A button whose name says for screen readers whom it is about. */
const buttonFor = (clerk: Clerk, key: string, name: string) => clerk.button(new RegExp(`^${say(key)}\\s*: ${name}$`));

const row = (clerk: Clerk, name: string) => clerk.page.getByRole('listitem').filter({ hasText: name });

async function toColleagues(clerk: Clerk): Promise<void> {
  await clerk.open('/desk/ich');
  await clerk.link(say('staff-colleagues')).click();
  await expect(clerk.page.getByRole('heading', { level: 1, name: say('staff-colleagues') })).toBeVisible();
  await settled(clerk.page);
}

test('a colleague is invited with a role, moves to another office and role at once, and leaves with the history kept', async ({ clerk, workplace }) => {
  test.slow();
  const vera = await clerk('Vera Verwaltung', {}, { role: 'admin' });
  vera.pardon(/403/);
  await toColleagues(vera);

  await askForPasskeyOnce(vera.page, '**/api/desk/staff/invitations');
  await vera.field(say('staff-name')).fill('Kai Neuberg');
  await vera.page.getByRole('combobox', { name: say('staff-office') }).selectOption('bauhof');
  await vera.page.getByRole('radio', { name: new RegExp(`^${say('staff-role-lead')}`) }).check();
  const stepped = vera.page.waitForResponse((answer) => answer.url().endsWith('/api/desk/step-up/finish') && answer.ok());
  await vera.button(say('staff-invite')).click();
  await stepped;
  const link = await vera.field(say('staff-invited-link')).inputValue();
  const kai = await workplace();
  await kai.comeInBy(link, 'Kai Neuberg');

  await expect(row(vera, 'Kai Neuberg').getByText(say('staff-role-lead'), { exact: true })).toBeVisible();
  await withoutBarriers(vera.page, 'colleagues');
  await picture(vera.page, 'desk-colleagues');
  await vera.page.setViewportSize({ width: 1280, height: 800 });

  await buttonFor(vera, 'colleagues-change', 'Kai Neuberg').click();
  const dialog = vera.page.getByRole('dialog', { name: say('colleagues-change-title', { name: 'Kai Neuberg' }) });
  await dialog.getByRole('combobox').selectOption('ordnungsamt');
  await dialog.getByRole('radio', { name: new RegExp(`^${say('staff-role-counter')}`) }).check();
  await withoutBarriers(vera.page, 'the dialog that changes somebody');
  await picture(vera.page, 'desk-colleague-change', { whole: false });
  await vera.page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('button', { name: say('colleagues-save') }).click();
  await expect(dialog).toBeHidden();
  await expect(row(vera, 'Kai Neuberg').getByText(say('staff-role-counter'), { exact: true })).toBeVisible();
  // The new role counts where Kai sits, without a new sign-in.
  await expect(kai.link(say('staff-nav-counter'))).toBeVisible();

  kai.pardon(/401|ERR_/);
  await buttonFor(vera, 'colleagues-leave', 'Kai Neuberg').click();
  const goodbye = vera.page.getByRole('dialog', { name: say('colleagues-leave-title', { name: 'Kai Neuberg' }) });
  await withoutBarriers(vera.page, 'the dialog before somebody leaves');
  await goodbye.getByRole('button', { name: say('colleagues-leave-do') }).click();
  await expect(goodbye).toBeHidden();
  await vera.page.locator('summary').click();
  await expect(row(vera, 'Kai Neuberg').getByText(about('colleagues-left-on', 'day'))).toBeVisible();
  await expect(kai.page.getByText(say('staff-session-ended')).or(kai.button(say('staff-sign-in'))).first()).toBeVisible();
});

test('an open invitation is seen and withdrawn, and its link lets nobody in', async ({ clerk, workplace }) => {
  const vera = await clerk('Vera Einlad', {}, { role: 'admin' });
  await toColleagues(vera);
  await vera.field(say('staff-name')).fill('Nina Niemals');
  await vera.page.getByRole('combobox', { name: say('staff-office') }).selectOption('bauhof');
  await vera.button(say('staff-invite')).click();
  const link = await vera.field(say('staff-invited-link')).inputValue();
  const open = vera.page.getByRole('region', { name: say('colleagues-invitations-title') });
  await expect(open.getByText('Nina Niemals', { exact: true })).toBeVisible();
  await expect(open.getByText(say('colleagues-invitations-by', { name: 'Vera Einlad' }))).toBeVisible();
  await withoutBarriers(vera.page, 'open invitations');
  await picture(vera.page, 'desk-invitations');
  await vera.page.setViewportSize({ width: 1280, height: 800 });
  const withdraw = open.getByRole('button', { name: new RegExp(`^${say('colleagues-invitations-withdraw')}\\s*: Nina Niemals$`) });
  await withdraw.press('Enter');
  await expect(open.getByText('Nina Niemals', { exact: true })).toBeHidden();
  await expect(vera.page.locator('#invitations-title')).toBeFocused();
  const nina = await workplace();
  nina.pardon(/404|409|410|422/);
  await nina.page.goto(link);
  await expect(nina.page.getByText(say('staff-invitation-invalid-text'))).toBeVisible();
});

test('the last administrator stays, and the page says why', async ({ clerk, town }) => {
  const vera = await clerk('Vera Letzte', {}, { role: 'admin' });
  // Administrators of other journeys: in this view there is only one.
  await vera.page.route(`${town.origin}/api/desk/staff`, async (route) => {
    const answer = await route.fetch();
    const { members } = (await answer.json()) as { members: { role: string; display_name: string }[] };
    return route.fulfill({ response: answer, json: { members: members.filter((one) => one.role !== 'admin' || one.display_name === 'Vera Letzte') } });
  });
  await toColleagues(vera);
  await buttonFor(vera, 'colleagues-leave', 'Vera Letzte').click();
  await expect(vera.page.getByRole('dialog').getByText(say('colleagues-last-admin'))).toBeVisible();
  await expect(vera.button(say('colleagues-leave-do'))).toHaveCount(0);
  await picture(vera.page, 'desk-last-admin', { whole: false });
  await vera.page.keyboard.press('Escape');
  await buttonFor(vera, 'colleagues-change', 'Vera Letzte').click();
  await expect(vera.page.getByRole('dialog').getByText(say('colleagues-last-admin'))).toBeVisible();
  await expect(vera.page.getByRole('dialog').getByRole('radio')).toHaveCount(0);
});

test('an office lead says who stands in; the substitute works the other office without a reason until it ends', async ({ clerk }) => {
  test.slow();
  const lena = await clerk('Lena Leitung', {}, { role: 'lead', office: 'bauhof' });
  const otto = await clerk('Otto Ordnung');
  await toColleagues(lena);
  await expect(lena.page.getByRole('heading', { name: say('staff-invite-title') })).toHaveCount(0);
  await lena.button(say('colleagues-substitution-make')).click();
  await expect(lena.page.getByText(say('colleagues-absent-required'))).toBeVisible();
  await withoutBarriers(lena.page, 'a substitution without anything');
  const absent = lena.page.getByRole('combobox', { name: say('colleagues-absent') });
  await absent.selectOption({ label: say('colleagues-person', { name: 'Lena Leitung', office: 'Bauhof' }) });
  await lena.page.getByRole('combobox', { name: say('colleagues-substitute') }).selectOption({ label: say('colleagues-person', { name: 'Otto Ordnung', office: 'Ordnungsamt' }) });
  const today = new Date();
  for (const [legend, date] of [['colleagues-from', today], ['colleagues-until', new Date(today.getTime() + 6 * 86_400_000)]] as const) {
    const group = lena.page.getByRole('group', { name: say(legend) });
    await group.getByRole('textbox', { name: say('kit-date-day') }).fill(String(date.getDate()));
    await group.getByRole('textbox', { name: say('kit-date-month') }).fill(String(date.getMonth() + 1));
    await group.getByRole('textbox', { name: say('kit-date-year') }).fill(String(date.getFullYear()));
  }
  await picture(lena.page, 'desk-substitution');
  await lena.page.setViewportSize({ width: 1280, height: 800 });
  await lena.button(say('colleagues-substitution-make')).click();
  await expect(row(lena, say('colleagues-substitution-who', { substitute: 'Otto Ordnung', absent: 'Lena Leitung' }))).toBeVisible();

  await otto.open('/desk/ich');
  await expect(otto.page.getByText(say('colleagues-substitution-who', { substitute: 'Otto Ordnung', absent: 'Lena Leitung' }))).toBeVisible();
  // The other office's case needs no reason now.
  const bea = await clerk('Bea Hof', {}, { office: 'bauhof' });
  await otto.page.goto(await caseOfBauhof(bea));
  await expect(otto.button(say('cases-answer-send'))).toBeVisible();
  await expect(otto.page.getByRole('dialog')).toHaveCount(0);
  await buttonFor(lena, 'colleagues-substitution-end', 'Otto Ordnung').click();
  await expect(lena.page.getByText(say('colleagues-substitutions-none'))).toBeVisible();
});

/** A case of the works yard, as its own office finds it. */
async function caseOfBauhof(of: Clerk): Promise<string> {
  await of.open('/desk');
  const link = of.page.getByRole('table').getByRole('link').first();
  const href = (await link.getAttribute('href')) ?? '';
  return href.replace(/\?.*$/, '');
}

test("another office's case opens with a reason, for one visit, and can only be read", async ({ clerk }) => {
  test.slow();
  const bea = await clerk('Bea Bauhof', {}, { office: 'bauhof' });
  const path = await caseOfBauhof(bea);
  const otto = await clerk('Otto Fremd');
  otto.pardon(/403/);
  await otto.page.goto(path);
  const dialog = otto.page.getByRole('dialog', { name: say('cases-reason-title') });
  await expect(dialog).toBeVisible();
  await withoutBarriers(otto.page, 'the question why');
  await fits(otto.page, 'the question why');
  await picture(otto.page, 'desk-reason', { whole: false });
  await otto.page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('textbox').fill('ja');
  await dialog.getByRole('button', { name: say('cases-reason-open') }).click();
  await expect(dialog.getByText(say('cases-reason-short', { limit: 5 }))).toBeVisible();
  await dialog.getByRole('textbox').fill(REASON);
  await dialog.getByRole('button', { name: say('cases-reason-open') }).click();
  await expect(dialog).toBeHidden();
  await expect(otto.page.getByText(say('cases-reason-other', { office: 'Bauhof' }))).toBeVisible();
  await expect(otto.page.getByText(say('cases-reason-fixed'))).toBeVisible();
  await expect(otto.button(say('cases-take'))).toHaveCount(0);
  await expect(otto.button(say('cases-answer-send'))).toHaveCount(0);
  await settled(otto.page);
  await withoutBarriers(otto.page, "another office's case");
  await picture(otto.page, 'desk-other-office');

  // Nobody remembers it for the next visit; saying nothing leads back to the list.
  await otto.page.reload();
  await expect(dialog).toBeVisible();
  await otto.page.keyboard.press('Escape');
  await expect(otto.page).toHaveURL(/\/desk$/);
});

test('an administrator works on any case, with a reason', async ({ clerk }) => {
  const bea = await clerk('Bea Werkhof', {}, { office: 'bauhof' });
  const path = await caseOfBauhof(bea);
  const vera = await clerk('Vera Vertretung', {}, { role: 'admin' });
  vera.pardon(/403/);
  await vera.page.goto(path);
  await vera.page.getByRole('dialog').getByRole('textbox').fill(REASON);
  await vera.page.getByRole('dialog').getByRole('button', { name: say('cases-reason-open') }).click();
  await vera.button(say('cases-take')).click();
  await expect(vera.page.getByText(say('cases-holder-me'))).toBeVisible();
});

test('the desk keeps several passkeys: named, added after a step-up, taken away, never the last one', async ({ clerk, workplace }) => {
  test.slow();
  const otto = await clerk('Otto Schlüssel');
  otto.pardon(/403/);

  // The same passkey on a second device, which is signed out from here.
  const home = await workplace();
  home.pardon(/401|ERR_/);
  await home.givePasskeys();
  await otto.carryPasskeysTo(home);
  await home.open('/desk');
  await home.button(say('staff-sign-in')).click();
  await expect(home.page.getByRole('table')).toBeVisible();
  await home.carryPasskeysTo(otto);
  await otto.open('/desk/ich');
  await otto.button(say('passkeys-others')).click();
  await expect(otto.notice(say('passkeys-others-out'))).toBeVisible();
  await expect(home.page.getByText(say('staff-session-ended'), { exact: true })).toBeVisible();

  const passkeys = otto.page.getByRole('region', { name: say('passkeys-list') });
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  await expect(passkeys.getByText(say('staff-passkeys-last'))).toBeVisible();
  // This device has one already: after the step-up it says so.
  await askForPasskeyOnce(otto.page, '**/api/desk/passkeys');
  const stepped = otto.page.waitForResponse((answer) => answer.url().endsWith('/api/desk/step-up/finish') && answer.ok());
  await otto.button(say('passkeys-add')).click();
  await stepped;
  await expect(passkeys.getByText(say('problem-passkey-exists'))).toBeVisible();
  await otto.plugInKey();
  await otto.button(say('passkeys-add')).click();
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  await passkeys.getByRole('button', { name: new RegExp(`^${say('passkeys-rename')}`) }).last().click();
  await otto.field(say('passkeys-name')).fill('Schlüssel im Tresor');
  await otto.button(say('passkeys-name-save')).click();
  await expect(passkeys.getByText('Schlüssel im Tresor').first()).toBeVisible();
  await settled(otto.page);
  await withoutBarriers(otto.page, 'me at the desk');
  await picture(otto.page, 'desk-me-passkeys');
  await otto.page.setViewportSize({ width: 1280, height: 800 });
  await buttonFor(otto, 'passkeys-remove', 'Schlüssel im Tresor').click();
  await otto.page.getByRole('dialog').getByRole('button', { name: say('passkeys-remove') }).click();
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
});
