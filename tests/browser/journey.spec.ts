// The broken bus stop: reported with a photo, answered by a clerk, followed by the resident; nobody reloads a page.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';
import { CAMERA, segmentsOf, takenAt } from './support/photo';
import { CATEGORY } from './support/resident';
import { about, say } from './support/words';

/** Marks the page as it stands; a reload would wipe the mark away. */
async function withoutReload(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Object.assign(window, { stood: true }));
  return async () => expect(await page.evaluate(() => 'stood' in window), 'the page was loaded again').toBe(true);
}

test('a broken bus stop is reported with a photo, answered and done while both look on', async ({ town, resident, clerk, jpeg }) => {
  test.slow();
  const [lat, lon] = (await town.facts()).map.centre;
  const weber = await clerk('Anna Weber');
  const weberStood = await withoutReload(weber.page);
  const meier = await resident('Paul Meier');

  await meier.open('/melden');
  await meier.addPhoto(takenAt(jpeg, { lat, lon }));
  await expect(meier.page.getByRole('img', { name: 'bus-stop.jpg' })).toBeVisible();
  await meier.next('filing-what-title');
  await meier.page.getByRole('radio', { name: CATEGORY.busStop }).check();
  await meier.field(say('filing-text')).fill('The pane is shattered; there is glass all over the bench.');
  await meier.next('filing-where-title');

  // The telephone knew where it was: offered, not taken by itself.
  await expect(meier.page.getByText(say('filing-photo-place-title'))).toBeVisible();
  await expect(meier.page.getByText(say('kit-map-pin-none'))).toBeVisible();
  await meier.button(say('filing-photo-place-take')).click();
  await expect(meier.page.getByText(about('filing-pin-at', 'address'))).toBeVisible();
  await meier.next('filing-contact-title');
  await expect(meier.page.getByText(say('filing-contact-account', { name: 'Paul Meier' }))).toBeVisible();
  await meier.next('filing-check-title');
  const number = await meier.send();
  const id = await meier.openFiled();
  const meierStood = await withoutReload(meier.page);

  // Kept without place and camera, whatever the file had brought along.
  const photo = meier.page.getByRole('img', { name: about('report-photo', 'number', 'total') });
  await expect(photo).toBeVisible();
  const stored = await meier.bytesOf((await photo.getAttribute('src'))!);
  expect(stored.subarray(0, 2).toString('hex')).toBe('ffd8');
  expect(segmentsOf(stored).filter((name) => name !== 'APP0 JFIF')).toEqual([]);
  expect(stored.includes(CAMERA)).toBe(false);

  // The clerk's list has it by itself.
  await expect(weber.row(number)).toBeVisible();
  await weber.openCase(number);
  await expect(weber.page.getByText('The pane is shattered; there is glass all over the bench.', { exact: true })).toBeVisible();
  await expect(weber.page.getByRole('img', { name: about('cases-photo', 'number', 'total') }).first()).toBeVisible();
  await weber.take();

  await weber.answer('Thank you. Our workshop comes tomorrow morning.');
  await expect(meier.notice(say('frame-notice-answer'))).toBeVisible();
  await expect(meier.page.getByRole('region', { name: say('report-answer') }).getByText('Our workshop comes tomorrow morning.')).toBeVisible();

  await weber.setStatus('in_progress');
  await expect(meier.page.getByText(say('reports-explain-in_progress'))).toBeVisible();

  await weber.close('done', 'The pane is new and the glass is gone.');
  await expect(meier.page.getByText(say('reports-explain-done'))).toBeVisible();
  await expect(meier.page.getByText(say('report-ball-nobody'))).toBeVisible();
  const course = meier.page.getByRole('list', { name: say('report-course') });
  for (const step of ['Thank you. Our workshop comes tomorrow morning.', say('reports-status-in_progress'), 'The pane is new and the glass is gone.', say('reports-status-done')]) {
    await expect(course.getByText(step, { exact: true })).toBeVisible();
  }
  await meierStood();
  await weberStood();

  await meier.open('/meldungen');
  await expect(meier.page.locator(`a[href="/meldung/${id}"]`)).toContainText(say('reports-status-done'));
});

test('two acts of a clerk in one breath are both done and both arrive', async ({ resident, clerk }) => {
  const paul = await resident('Paul Schnell');
  await paul.fillIn({ text: 'The gully is blocked.', place: 'Lower market' });
  const number = await paul.send();
  await paul.openFiled();
  const weber = await clerk('Erna Eilig');
  await weber.openCase(number);
  await weber.take();
  await weber.field(say('cases-answer-label')).fill('We are on our way.');
  await weber.button(say('cases-answer-send')).click();
  await weber.button(say('cases-way-in_progress')).click();
  await expect(paul.page.getByRole('region', { name: say('report-answer') }).getByText('We are on our way.')).toBeVisible();
  await expect(paul.page.getByText(say('reports-explain-in_progress'))).toBeVisible();
  await expect(weber.row(number)).toContainText(say('reports-status-in_progress'));
});

test('an answer of a clerk that got lost on the way and is sent again arrives once', async ({ resident, clerk }) => {
  const paul = await resident('Paul Einmal');
  await paul.fillIn({ text: 'The bench is loose.', place: 'Upper market' });
  const number = await paul.send();
  await paul.openFiled();
  const weber = await clerk('Wanda Wieder');
  await weber.openCase(number);
  weber.pardon(/ERR_CONNECTION_RESET|ERR_FAILED/);
  const keys: (string | undefined)[] = [];
  await weber.page.route('**/api/desk/cases/*/answers', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const answer = await route.fetch();
    expect(answer.status()).toBe(200);
    // The town has it, but the desk never hears so.
    await (keys.length === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer }));
  });
  await weber.field(say('cases-answer-label')).fill('We tighten it tomorrow.');
  await weber.button(say('cases-answer-send')).click();
  await expect(weber.page.getByText(say('problem-offline'))).toBeVisible();
  await weber.button(say('cases-answer-send')).click();
  await expect(weber.notice(say('cases-answer-sent'))).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  await paul.page.reload();
  await expect(paul.page.getByRole('list', { name: say('report-course') }).getByText('We tighten it tomorrow.', { exact: true })).toHaveCount(1);
});

test('an internal note stays in the town hall', async ({ guest, clerk }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'The lamp flickers.', place: 'Near the church' });
  const number = await anna.send();
  await anna.openFiled();
  const weber = await clerk('Clara Note');
  await weber.openCase(number);
  await weber.page.getByRole('radio', { name: say('cases-write-note') }).check();
  await weber.field(say('cases-note-label')).fill('Third report about this lamp.');
  await weber.button(say('cases-note-save')).click();
  await expect(weber.notice(say('cases-note-saved'))).toBeVisible();
  await expect(weber.page.getByText('Third report about this lamp.')).toBeVisible();
  await anna.page.reload();
  await expect(anna.page.getByText('The lamp flickers.')).toBeVisible();
  await expect(anna.page.getByText('Third report about this lamp.')).toBeHidden();
});

test('two clerks at one case: the second hears what the first did', async ({ guest, clerk }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'The timetable is gone.', place: 'Station' });
  const number = await anna.send();
  const first = await clerk('Berta Erste');
  const second = await clerk('Carla Zweite');
  await first.openCase(number);
  await second.openCase(number);
  await first.take();
  await expect(second.page.getByText(say('cases-change-taken', { name: 'Berta Erste' }))).toBeVisible();
  await expect(second.page.getByText(say('cases-holder', { name: 'Berta Erste' }))).toBeVisible();
});

test('a lost telephone is signed out from another device', async ({ guest, resident }) => {
  const computer = await resident('Ida Fern');
  const telephone = await guest();
  await telephone.givePasskeys();
  await computer.carryPasskeysTo(telephone);
  await telephone.open('/ich');
  await telephone.signIn();

  await computer.open('/ich/anmeldung');
  const devices = computer.page.getByRole('region', { name: say('accounts-devices') }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  await devices.getByRole('button', { name: say('accounts-device-sign-out') }).click();
  await expect(devices).toHaveCount(1);

  telephone.pardon(/401/);
  await telephone.page.reload();
  await expect(telephone.button(say('accounts-sign-in'))).toBeVisible();
  await computer.open('/ich');
  await expect(computer.page.getByText(say('accounts-lead-in', { name: 'Ida Fern' }))).toBeVisible();
});

test('an invitation works once', async ({ town, guest }) => {
  const link = await town.invite('Emil Einmal');
  const first = await guest();
  await first.givePasskeys();
  await first.page.goto(link);
  await first.button(say('staff-invitation-accept')).click();
  await expect(first.page.getByRole('table', { name: say('cases-table-caption') })).toBeVisible();
  const second = await guest();
  second.pardon(/40\d|410/);
  await second.page.goto(link);
  await expect(second.page.getByText(say('staff-invitation-invalid'), { exact: true })).toBeVisible();
});
