// Reporting without an account: one way to name the place is enough, and the secret link is all one needs afterwards.
import { expect, test } from './support/test';
import { CATEGORY, Resident } from './support/resident';
import { Town } from './support/town';
import { about, say } from './support/words';

async function upToThePlace(guest: Resident, text: string): Promise<void> {
  await guest.open('/melden');
  await guest.next('filing-what-title');
  await guest.page.getByRole('radio', { name: CATEGORY.busStop }).check();
  await guest.field(say('filing-text')).fill(text);
  await guest.next('filing-where-title');
}

async function fromThePlaceOn(guest: Resident): Promise<string> {
  await guest.next('filing-contact-title');
  await expect(guest.page.getByText(say('filing-contact-guest'), { exact: true })).toBeVisible();
  await guest.next('filing-check-title');
  return guest.send();
}

test('words alone say where it is', async ({ guest }) => {
  const anna = await guest();
  await upToThePlace(anna, 'The pane of the bus stop is broken.');
  await anna.field(say('filing-place-words')).fill('Behind the school, at the second bench');
  const number = await fromThePlaceOn(anna);
  await anna.openFiled();
  await expect(anna.page.getByText(number).first()).toBeVisible();
  await expect(anna.page.getByText('Behind the school, at the second bench')).toBeVisible();
});

test('an address alone says where it is', async ({ guest }) => {
  const anna = await guest();
  await upToThePlace(anna, 'The timetable cannot be read any more.');
  const address = anna.page.getByRole('combobox', { name: say('filing-address') });
  await address.fill('Schulstr');
  const hit = anna.page.getByRole('option').first();
  await hit.click();
  const taken = await address.inputValue();
  expect(taken).toContain('Schulstr');
  await fromThePlaceOn(anna);
  await anna.openFiled();
  await expect(anna.page.getByText(taken).first()).toBeVisible();
});

test('an address that no list knows is taken as it is written', async ({ guest }) => {
  const anna = await guest();
  await upToThePlace(anna, 'The bin is overflowing.');
  await anna.page.getByRole('combobox', { name: say('filing-address') }).fill('Old mill, by the water wheel');
  await fromThePlaceOn(anna);
  await anna.openFiled();
  await expect(anna.page.getByText('Old mill, by the water wheel').first()).toBeVisible();
});

test('a pin set by keyboard alone says where it is', async ({ guest }) => {
  const anna = await guest();
  await upToThePlace(anna, 'A lamp is dark.');
  const map = anna.page.getByRole('application');
  await expect(anna.page.getByText(say('kit-map-loading'))).toBeHidden();
  await anna.tabTo(map);
  await anna.page.keyboard.press('Enter');
  const placed = anna.page.getByText(new RegExp(`${about('filing-pin-at', 'address').source}|${say('kit-map-pin-set')}`));
  await expect(placed).toBeVisible();
  const nearest = anna.page.waitForResponse(/\/api\/map\/nearest/);
  for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowLeft']) await anna.page.keyboard.press(key);
  await nearest;
  await anna.tabTo(anna.button(say('filing-next')));
  await anna.page.keyboard.press('Enter');
  await anna.isAsked('filing-contact-title');
  await anna.tabTo(anna.button(say('filing-next')));
  await anna.page.keyboard.press('Enter');
  await anna.isAsked('filing-check-title');
  await anna.tabTo(anna.button(say('filing-send')));
  await anna.page.keyboard.press('Enter');
  expect(await anna.number()).not.toBe('');
});

test('the secret link shows the report on any device until it is switched off', async ({ guest }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'The bench at the bus stop is loose.', place: 'In front of the town hall' });
  const number = await anna.send();
  const link = await anna.statusLink();
  expect(link).toMatch(/^http:\/\/localhost:\d+\/meldung#\S{20,}$/);

  // The grandchild's telephone.
  const ben = await guest();
  await ben.open(link);
  await expect(ben.page.getByText(number).first()).toBeVisible();
  await expect(ben.page.getByText('The bench at the bus stop is loose.')).toBeVisible();
  await expect(ben.page.getByText(say('reports-explain-received'))).toBeVisible();

  await ben.button(say('report-link-revoke')).click();
  const dialog = ben.page.getByRole('dialog', { name: say('report-link-revoke-title') });
  await expect(dialog.getByText(say('report-link-revoke-last'))).toBeVisible();
  await dialog.getByRole('button', { name: say('report-link-revoke-yes') }).click();
  await expect(ben.page.getByText(say('report-link-revoked-here'))).toBeVisible();
  await expect(ben.page.getByText('The bench at the bus stop is loose.')).toBeHidden();

  anna.pardon(/404/);
  await anna.page.goto(link);
  await expect(anna.page.getByRole('alert').getByText(say('problem-not-found'))).toBeVisible();
  await expect(anna.link(say('kit-home'))).toBeVisible();
});

test('the status link comes by e-mail to whoever wants it', async ({ guest, town }) => {
  const anna = await guest();
  await upToThePlace(anna, 'The lamp at the bus stop is dark.');
  await anna.field(say('filing-place-words')).fill('At the corner');
  await anna.next('filing-contact-title');
  const email = anna.field(say('filing-email'));
  await email.fill('anna at example');
  await anna.button(say('filing-next')).click();
  await expect(anna.link(say('filing-email-format'))).toBeVisible();
  await email.fill('anna@example.org');
  await anna.next('filing-check-title');
  const number = await anna.send();

  await expect.poll(() => town.mailbox.to('anna@example.org').length).toBe(1);
  const { content } = town.mailbox.to('anna@example.org')[0]!;
  expect(content).toContain(number);
  expect(content, 'what was reported stays in the town hall').not.toContain('lamp');
  const link = /http:\/\/localhost:\d+\/meldung#\S+/.exec(content)?.[0];
  const ben = await guest();
  await ben.open(link!);
  await expect(ben.page.getByText('The lamp at the bus stop is dark.')).toBeVisible();
});

test('a town that sends no e-mails does not ask for an address', async ({ browser }) => {
  const town = await Town.open({ mail: false });
  const anna = await Resident.with(browser, town);
  await upToThePlace(anna, 'The bench is wet.');
  await anna.field(say('filing-place-words')).fill('In the park');
  await anna.next('filing-check-title');
  await anna.send();
  await anna.leave();
  await town.close();
});

test('a link without its secret part says what is missing', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/meldung');
  await expect(anna.page.getByText(say('report-no-secret'))).toBeVisible();
});
