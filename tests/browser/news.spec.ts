// An answer waits for its reader: behind a closed page, over a reload, on another device.
import { expect, test } from './support/test';
import type { Clerk } from './support/clerk';
import type { Resident } from './support/resident';
import { about, say } from './support/words';

const bell = (count: number) => say('frame-notices', { count });
const lead = (count: number) => say('home-lead-news', { count });

async function filed(resident: Resident, text: string): Promise<{ number: string; id: string }> {
  await resident.fillIn({ text, place: 'Upper market' });
  const number = await resident.send();
  return { number, id: await resident.openFiled() };
}

async function answered(clerk: Clerk, number: string, text: string): Promise<void> {
  await clerk.page.goto('/desk');
  await clerk.openCase(number);
  await clerk.answer(text);
}

test('an answer that came while the page was closed leads the next visit until it is read', async ({ resident, clerk }) => {
  const paul = await resident('Paul Fort');
  const { number, id } = await filed(paul, 'The lamp is dark.');
  await paul.page.close();
  const weber = await clerk('Nora Neu');
  await answered(weber, number, 'The lamp is lit again.');

  const page = await paul.context.newPage();
  await page.goto('/');
  await expect(page.getByText(lead(1), { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: bell(1), exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText(lead(1), { exact: true })).toBeVisible();

  await page.getByRole('button', { name: bell(1), exact: true }).click();
  // The start page stays until the next one is there; it leads to the same report.
  await expect(page.getByRole('heading', { level: 1, name: say('bell-title') })).toBeVisible();
  const row = page.getByRole('main').locator(`a[href="/meldung/${id}"]`);
  await expect(row).toContainText(say('frame-notice-answer'));
  await expect(row).toContainText(say('kit-unread'));
  await expect(row).toContainText(number);
  await page.goto('/');
  await expect(page.getByText(lead(1), { exact: true }), 'who only looked at the list has not read the answer').toBeVisible();

  await page.getByRole('link', { name: say('home-action-news') }).click();
  await expect(page.getByRole('region', { name: say('report-answer') }).getByText('The lamp is lit again.')).toBeVisible();
  await expect(page.getByRole('button', { name: bell(0), exact: true })).toBeVisible();
  for (const path of ['/', '/mitteilungen']) {
    await page.goto(path);
    await expect(page.getByRole('button', { name: bell(0), exact: true })).toBeVisible();
  }
  await expect(row).toContainText(say('frame-notice-answer'));
  await expect(row).not.toContainText(say('kit-unread'));
  await page.goto('/');
  await expect(page.getByText(say('home-lead-nothing'))).toBeVisible();

  // The next word of the town is news again.
  await weber.setStatus('in_progress');
  await expect(page.getByText(lead(1), { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: say('frame-notice-status') })).toBeVisible();
});

test('news of several reports is counted, listed and read in one go', async ({ resident, clerk }) => {
  const paul = await resident('Paul Viel');
  const first = await filed(paul, 'The first bench is loose.');
  const second = await filed(paul, 'The second bench is loose.');
  await paul.open('/dienste');
  const weber = await clerk('Nina Neu');
  await answered(weber, first.number, 'We fix the first one.');
  await answered(weber, second.number, 'We fix the second one.');
  await paul.open('/');
  await expect(paul.page.getByText(lead(2), { exact: true })).toBeVisible();
  await paul.link(say('home-action-news')).click();
  await expect(paul.page.getByRole('main').getByRole('listitem').filter({ hasText: say('kit-unread') })).toHaveCount(2);
  await paul.button(say('bell-read-all')).click();
  await expect(paul.notice(say('bell-all-read'))).toBeVisible();
  await expect(paul.button(bell(0))).toBeVisible();
  await paul.page.reload();
  await expect(paul.page.getByRole('main').getByText(say('frame-notice-answer'))).toHaveCount(2);
  await expect(paul.button(bell(0))).toBeVisible();
});

test('the page that is open says itself what is new, and nothing covers it', async ({ resident, clerk }) => {
  const paul = await resident('Paul Da');
  const { number } = await filed(paul, 'The gate squeaks.');
  const weber = await clerk('Olga Offen');
  await answered(weber, number, 'We bring oil.');
  await expect(paul.page.getByRole('region', { name: say('report-answer') }).getByText('We bring oil.')).toBeVisible();
  await expect(paul.page.getByRole('main').getByRole('status').getByText(say('frame-notice-answer'))).toBeAttached();
  await expect(paul.link(say('frame-notice-answer')), 'a notice over the page it leads to').toHaveCount(0);
  await expect(paul.button(bell(0))).toBeVisible();

  // Elsewhere it is told.
  await paul.open('/dienste');
  await weber.setStatus('in_progress');
  await expect(paul.link(say('frame-notice-status'))).toBeVisible();
  await expect(paul.button(bell(1))).toBeVisible();
});

test('nobody is told that nothing is to do before the town was asked', async ({ resident }) => {
  const paul = await resident('Paul Ohne');
  paul.pardon(/ERR_FAILED/);
  await paul.page.route('**/api/reports', (route) => route.abort());
  await paul.open('/');
  await expect(paul.page.getByText(say('home-lead-unknown'))).toBeVisible();
  await expect(paul.page.getByText(say('home-lead-nothing'))).toBeHidden();
  await paul.page.unroute('**/api/reports');
  await paul.page.reload();
  await expect(paul.page.getByText(say('home-lead-nothing'))).toBeVisible();
});

test('the marks belong to one account: the next person at this device has nothing new', async ({ resident, clerk }) => {
  const paul = await resident('Paul Erster');
  const { number } = await filed(paul, 'The sign is bent.');
  await paul.open('/ich');
  const weber = await clerk('Olaf Ordnung');
  await answered(weber, number, 'We straighten it.');
  await expect(paul.button(bell(1))).toBeVisible();
  await paul.button(say('accounts-sign-out')).click();
  await expect(paul.button(bell(0))).toBeVisible();
  await paul.field(say('accounts-name')).fill('Paula Zweite');
  await paul.button(say('accounts-create')).click();
  await expect(paul.page.getByText(about('accounts-lead-in', 'name'))).toBeVisible();
  await paul.open('/');
  await expect(paul.page.getByText(say('home-lead-nothing'))).toBeVisible();
  await expect(paul.button(bell(0))).toBeVisible();
});
