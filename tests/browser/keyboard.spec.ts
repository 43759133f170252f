// Without a mouse: every main job, from the first Tab to the confirmation.
import { expect, test } from './support/test';
import { CATEGORY, type Resident } from './support/resident';
import { say } from './support/words';

test('the first Tab offers the way past the navigation', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/');
  await anna.page.keyboard.press('Tab');
  await expect(anna.link(say('frame-skip'))).toBeFocused();
  await anna.page.keyboard.press('Enter');
  await anna.page.keyboard.press('Tab');
  expect(await anna.page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('each new page begins at its heading', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/');
  const navigation = anna.page.getByRole('navigation', { name: say('frame-navigation') });
  for (const [item, title] of [
    ['frame-nav-services', 'services-title'],
    ['frame-nav-mail', 'mail-title'],
    ['frame-nav-me', 'accounts-title'],
    ['frame-nav-report', 'filing-photo-title'],
  ] as const) {
    await navigation.getByRole('link', { name: say(item) }).focus();
    await anna.page.keyboard.press('Enter');
    const heading = anna.page.getByRole('heading', { level: 1, name: say(title), exact: true });
    await expect(heading).toBeFocused();
    expect(await anna.page.evaluate(() => window.scrollY)).toBe(0);
  }
  await anna.page.goBack();
  await expect(anna.page.getByRole('heading', { level: 1, name: say('accounts-title'), exact: true })).toBeFocused();
});

async function pressed(anna: Resident, button: RegExp | string): Promise<void> {
  await anna.tabTo(anna.button(button));
  await anna.page.keyboard.press('Enter');
}

async function focusAt(anna: Resident, heading: string): Promise<void> {
  await expect(anna.page.getByRole('heading', { level: 1, name: say(heading) })).toBeFocused();
}

test('a report is filed with Tab, arrows and Enter alone', async ({ guest }) => {
  const anna = await guest();
  const { keyboard } = anna.page;
  await anna.open('/');
  await anna.tabTo(anna.link(say('home-action-report')));
  await keyboard.press('Enter');
  await focusAt(anna, 'filing-photo-title');
  await pressed(anna, say('filing-next-no-photo'));
  await focusAt(anna, 'filing-what-title');

  // Nothing filled in: the summary has the focus and its links lead to the fields.
  await pressed(anna, say('filing-next'));
  const summary = anna.page.getByRole('group', { name: say('kit-error-summary', { count: 2 }) });
  await expect(summary).toBeFocused();
  const first = anna.page.getByRole('radio').first();
  await anna.tabTo(summary.getByRole('link', { name: say('filing-category-required') }));
  await keyboard.press('Enter');
  await expect(first).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(anna.page.getByRole('radio', { name: CATEGORY.busStop })).toBeChecked();
  await anna.tabTo(anna.field(say('filing-text')));
  await keyboard.type('The bench is broken.');
  await pressed(anna, say('filing-next'));
  await focusAt(anna, 'filing-where-title');

  const address = anna.page.getByRole('combobox', { name: say('filing-address') });
  await anna.tabTo(address);
  await keyboard.type('Schulstr');
  await expect(anna.page.getByRole('option').first()).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(anna.page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(anna.page.getByRole('option').first()).toBeHidden();
  await expect(address).toHaveValue(/Schulstr.+/);
  await pressed(anna, say('filing-next'));
  await focusAt(anna, 'filing-contact-title');
  await pressed(anna, say('filing-next'));
  await focusAt(anna, 'filing-check-title');
  await pressed(anna, say('filing-send'));
  await focusAt(anna, 'filed-title');
});

test('a dialog keeps the focus, closes with Escape and gives it back', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/dienste');
  const opener = anna.button(say('frame-reading'));
  await anna.tabTo(opener);
  await anna.page.keyboard.press('Enter');
  const dialog = anna.page.getByRole('dialog', { name: say('frame-reading') });
  await expect(dialog).toBeVisible();
  for (let press = 0; press < 12; press += 1) {
    await anna.page.keyboard.press('Tab');
    const outside = await anna.page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest('dialog'));
    expect(outside, 'the focus left the open dialog').toBe(false);
  }
  await anna.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the queue is worked by keyboard: find, open, take, answer, close', async ({ guest, clerk }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'The sign is bent.', place: 'Opposite the Quokka' });
  const number = await anna.send();
  const weber = await clerk('Tina Taste');
  const { keyboard } = weber.page;

  await keyboard.press('?');
  const help = weber.page.getByRole('dialog', { name: say('cases-keys-title') });
  await expect(help).toBeVisible();
  await keyboard.press('Escape');
  await expect(help).toBeHidden();

  await keyboard.press('j');
  const rows = weber.page.getByRole('table').getByRole('link');
  await expect(rows.first()).toBeFocused();
  await keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await keyboard.press('k');
  await expect(rows.first()).toBeFocused();

  await keyboard.press('/');
  await expect(weber.page.getByRole('searchbox')).toBeFocused();
  await keyboard.type('Quokka');
  await expect(weber.page).toHaveURL(/q=Quokka/);
  await expect(rows).toHaveCount(1);
  await weber.tabTo(rows.first());
  await keyboard.press('Enter');
  await expect(weber.page.getByRole('heading', { name: CATEGORY.busStop })).toBeFocused();

  await keyboard.press('t');
  await expect(weber.page.getByText(say('cases-holder-me'))).toBeVisible();
  await keyboard.press('a');
  const answer = weber.field(say('cases-answer-label'));
  await expect(answer).toBeFocused();
  await keyboard.type('We straighten it.');
  await keyboard.press('Control+Enter');
  await expect(weber.notice(say('cases-answer-sent'))).toBeVisible();
  await expect(answer).toHaveValue('');

  await weber.page.getByRole('heading', { name: CATEGORY.busStop }).focus();
  await keyboard.press('Escape');
  await expect(weber.page).toHaveURL(/\/desk\?q=Quokka$/);
  await expect(weber.row(number).getByRole('link')).toBeFocused();
});
