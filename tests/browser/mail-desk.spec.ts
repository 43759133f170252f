// Letters at the desk: from a case, replaced by another, written by two at once, on paper.
import { expect, test } from './support/test';
import { begin, check, complete, decide, post, reachable, send } from './support/letters';
import { fits, picture, withoutBarriers } from './support/look';
import { somebody } from './support/people';
import { LOCALES, say } from './support/words';

test('a letter from a case knows its number and goes to whoever reported it', async ({ resident, guest, clerk }) => {
  test.setTimeout(240_000);
  const who = somebody('Vorgang');
  const erika = await resident('Erika Vorgang');
  const karla = await clerk('Karla Vorgang', {}, { role: 'admin' });
  await reachable(erika, karla, who);
  await erika.fillIn({ text: 'The pane is broken.', place: 'At the corner' });
  const number = await erika.send();
  await karla.page.goto('/desk');
  await karla.openCase(number);
  await karla.link(say('cases-letter')).click();
  const { page } = karla;
  await expect(page.getByText(say('deskmail-about', { number }))).toBeVisible();
  await expect(page.getByText(say('deskmail-about-account'))).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/post\/neu\?fall=/);
  await expect(karla.field(say('deskmail-reference'))).toHaveValue(number);
  await expect(page.getByRole('radio', { name: say('deskmail-to-case') })).toBeChecked();
  await withoutBarriers(page, 'new letter from a case');
  await picture(page, 'mail-desk-case', { sizes: ['desk'] });
  await karla.field(say('deskmail-subject')).fill('About your bus stop');
  await karla.button(say('deskmail-begin')).click();
  await expect(page.getByRole('heading', { level: 1, name: 'About your bus stop' })).toBeVisible();
  await page.locator('#letter-summary').fill('We repair it on Monday.');
  await page.locator('#letter-body').fill('We repair it on Monday.');
  await check(karla);
  await expect(page.getByText(say('deskmail-why-case'))).toBeVisible();
  await send(karla);
  await erika.open('/post');
  await expect(erika.link(/About your bus stop/)).toBeVisible();

  // Nobody is guessed where no account reported it.
  const passer = await guest();
  await passer.fillIn({ text: 'A hole.', place: 'Further on' });
  const other = await passer.send();
  await page.goto('/desk');
  await karla.openCase(other);
  await karla.link(say('cases-letter')).click();
  await expect(page.getByText(say('deskmail-about-nobody'))).toBeVisible();
  await expect(page.getByRole('radio', { name: say('deskmail-to-person') })).toBeChecked();
  await expect(karla.field(say('deskmail-reference'))).toHaveValue(other);
});

test('a decision is replaced by another one, and both say so', async ({ resident, clerk }) => {
  test.setTimeout(240_000);
  const who = somebody('Ersatz');
  const erika = await resident('Erika Ersatz');
  const karla = await clerk('Karla Ersatz', {}, { role: 'admin' });
  const { page } = karla;
  await reachable(erika, karla, who);
  await begin(karla, who, 'Dog tax, wrong');
  await complete(karla);
  await send(karla);
  const first = new URL(page.url()).pathname;

  await karla.button(say('deskmail-replace')).click();
  const dialog = page.getByRole('dialog', { name: say('deskmail-replace-title') });
  await expect(dialog.getByText(say('deskmail-replace-stays'))).toBeVisible();
  await withoutBarriers(page, 'replace a letter?');
  await dialog.getByRole('button', { name: say('deskmail-replace-yes') }).click();
  await expect(page.getByText(say('deskmail-replaces-draft'))).toBeVisible();
  expect(new URL(page.url()).pathname).not.toBe(first);
  await expect(page.locator('#letter-summary')).toHaveValue(/You pay 96 euros/);
  await expect(page.locator('#letter-body')).toHaveValue(/dog tax/);
  await expect(karla.link(say('deskmail-replaces-go'))).toHaveAttribute('href', first);
  await withoutBarriers(page, 'draft that replaces a letter');
  await picture(page, 'mail-desk-replaces', { sizes: ['desk'] });
  // The day of the old decision does not come along by oversight.
  await check(karla);
  await expect(page.getByText(say('deskmail-missing', { count: 1 }))).toBeVisible();
  await expect(page.locator('#letter-decided').getByRole('textbox', { name: say('kit-date-day') })).toHaveValue('');
  await decide(karla);
  await karla.field(say('deskmail-subject')).fill('Dog tax, right');
  await page.locator('#letter-summary').fill('You pay 69 euros for your dog.');
  await send(karla);
  await expect(page.getByText(say('deskmail-replaces-sent'))).toBeVisible();

  await expect(async () => {
    await erika.open('/post');
    await expect(erika.link(/Dog tax, right/)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await erika.link(/Dog tax, wrong/).click();
  await expect(erika.page.getByText(say('mail-superseded'))).toBeVisible();
  await withoutBarriers(erika.page, 'letter that was replaced');
  await picture(erika.page, 'mail-superseded');
  await erika.link(say('mail-superseded-go')).click();
  await expect(erika.heading).toHaveText('Dog tax, right');
  await expect(erika.page.getByText(say('mail-supersedes'), { exact: true })).toBeVisible();
  await erika.button(say('mail-open')).click();
  await expect(erika.page.getByText('You pay 69 euros for your dog.')).toBeVisible();
  // How sure the date is stands with the date; a later end never does.
  await erika.page.getByText(say('law-why')).click();
  await expect(erika.page.getByText(new RegExp(`^(${say('law-sure')}|${say('law-unsettled')})$`))).toBeVisible();
  await withoutBarriers(erika.page, 'letter that replaces another');
  await picture(erika.page, 'mail-supersedes');
  await erika.page.setViewportSize({ width: 320, height: 640 });
  await fits(erika.page, 'letter that replaces another at 320 px');
  await erika.link(say('mail-supersedes-go')).click();
  await expect(erika.heading).toHaveText('Dog tax, wrong');
});

test('two clerks write one draft, and nothing that was typed is lost', async ({ clerk }) => {
  test.setTimeout(180_000);
  const karla = await clerk('Karla Zuzweit', {}, { role: 'admin' });
  const otto = await clerk('Otto Zuzweit', {}, { role: 'admin' });
  await begin(karla, somebody('Zuzweit'), 'One draft');
  const address = new URL(karla.page.url()).pathname;
  await otto.page.goto(address);
  const summaryOf = (who: typeof karla) => who.page.locator('#letter-summary');
  await expect(summaryOf(otto)).toBeVisible();
  await summaryOf(otto).fill('Otto was faster.');
  await expect(otto.page.getByText(/^Gespeichert um/)).toBeVisible();

  karla.pardon(/409/);
  await summaryOf(karla).fill('Karla typed this.');
  await expect(karla.page.getByText(say('deskmail-conflict'))).toBeVisible();
  await expect(summaryOf(karla)).toHaveValue('Karla typed this.');
  await withoutBarriers(karla.page, 'two clerks in conflict');
  await picture(karla.page, 'mail-desk-conflict', { sizes: ['desk'] });
  // Not even a closed window loses it.
  await karla.page.reload();
  await expect(karla.page.getByText(say('deskmail-conflict'))).toBeVisible();
  await expect(summaryOf(karla)).toHaveValue('Karla typed this.');
  await karla.button(say('deskmail-conflict-mine')).click();
  await expect(karla.page.getByText(/^Gespeichert/)).toBeVisible();
  await karla.page.reload();
  await expect(summaryOf(karla)).toHaveValue('Karla typed this.');

  otto.pardon(/409/);
  await summaryOf(otto).fill('Otto once more.');
  await expect(otto.page.getByText(say('deskmail-conflict'))).toBeVisible();
  await otto.button(say('deskmail-conflict-theirs')).click();
  await expect(summaryOf(otto)).toHaveValue('Karla typed this.');
});

test('a letter for somebody without a mailbox goes to paper: seen before, printed, posted', async ({ clerk, town }) => {
  test.setTimeout(180_000);
  const karla = await clerk('Karla Papier', {}, { role: 'admin' });
  const { page } = karla;
  await begin(karla, somebody('Papierweg'), 'On paper');
  await complete(karla);
  await check(karla);
  await expect(page.getByText(say('deskmail-channel-paper'))).toBeVisible();
  await expect(page.getByText(say('deskmail-why-no_mailbox'))).toBeVisible();
  await karla.button(say('deskmail-preview-paper')).click();
  await expect(page.locator('.pdf .words').getByText(/Papierweg/).first()).toBeAttached();
  await withoutBarriers(page, 'preview of the paper');
  await picture(page, 'mail-desk-paper', { sizes: ['desk'] });
  await send(karla);
  await expect(page.getByText(say('deskmail-state-printed')).first()).toBeVisible();
  await expect.poll(async () => (await town.letters()).some((words) => words.includes('Papierweg') && words.includes('96 euros'))).toBe(true);
  await karla.button(say('deskmail-do-posted')).click();
  await page.getByRole('dialog').getByRole('button', { name: say('deskmail-do-posted') }).click();
  await expect(page.getByText(say('deskmail-step-posted')).first()).toBeVisible();
  await withoutBarriers(page, 'printed letter');
  await picture(page, 'mail-desk-printed', { sizes: ['desk'] });
});

test('the list of letters is narrowed by links, words and choices that stand in the address', async ({ clerk }) => {
  test.setTimeout(180_000);
  const karla = await clerk('Karla Filter', {}, { role: 'admin' });
  const { page } = karla;
  await post(karla, somebody('Filterweg'), { subject: 'To be found', reference: 'F-4711' });
  await begin(karla, somebody('Filterweg'), 'Still a draft');
  await page.goto('/desk/post');
  const table = page.getByRole('table', { name: say('deskmail-table') });
  await page.getByRole('searchbox', { name: say('deskmail-search') }).fill('F-4711');
  await expect(table.getByRole('link')).toHaveCount(1);
  await expect(page).toHaveURL(/q=F-4711/);
  await withoutBarriers(page, 'letters at the desk, filtered');
  await page.getByRole('link', { name: say('deskmail-reset') }).click();
  await page.getByRole('link', { name: say('deskmail-drafts') }).click();
  await expect(table.getByRole('link', { name: 'Still a draft' })).toBeVisible();
  await expect(table.getByRole('link', { name: 'To be found' })).toBeHidden();
  await page.getByRole('combobox', { name: say('deskmail-filter-state') }).selectOption('printed');
  await expect(page).toHaveURL(/state=printed/);
  await expect(table.getByRole('link', { name: 'To be found' })).toBeVisible();
  await picture(page, 'mail-desk-list');
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, 'letters at the desk at 320 px');
});

for (const locale of LOCALES) {
  test(`the desk's pages of letters speak ${locale}`, async ({ clerk, town }) => {
    const karla = await clerk(`Karla ${locale}`, {}, { role: 'admin' });
    const { page } = karla;
    await page.evaluate((kept) => localStorage.setItem('rathaus-settings', kept), JSON.stringify({ theme: 'auto', contrast: 'normal', textSize: 'normal', locale }));
    for (const [path, title] of [['/desk/post', 'deskmail-title'], ['/desk/post/neu', 'deskmail-new-title']] as const) {
      await page.goto(town.origin + path);
      await expect(page.getByRole('heading', { level: 1, name: say(title, {}, locale), exact: true })).toBeVisible();
      await withoutBarriers(page, `${path} in ${locale}`);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page, `${path} in ${locale} at 320 px`);
    }
  });
}
