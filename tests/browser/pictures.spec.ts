// Pictures of every main screen, for people to look at: tests/artifacts/browser/pictures.
import { expect, test } from './support/test';
import { picture } from './support/look';
import { takenAt } from './support/photo';
import { CATEGORY, type Resident } from './support/resident';
import { say } from './support/words';
import { tell, work } from './support/story';

test('what everybody sees', async ({ guest }) => {
  test.slow();
  const anna = await guest();
  const pages = { start: '/', services: '/dienste', mail: '/post', me: '/ich', reports: '/meldungen', notices: '/mitteilungen', imprint: '/seite/imprint', accessibility: '/seite/accessibility', missing: '/gibt-es-nicht' };
  for (const [name, path] of Object.entries(pages)) {
    await anna.open(path);
    await picture(anna.page, `guest-${name}`);
  }
});

async function mapDrawn(person: Resident): Promise<void> {
  await expect(person.page.getByText(say('kit-map-loading'))).toBeHidden();
  await expect(person.page.getByRole('application').locator('path').first()).toBeAttached();
}

test('reporting, page by page', async ({ guest, jpeg, town }) => {
  test.slow();
  const [lat, lon] = (await town.facts()).map.centre;
  const anna = await guest();
  await anna.open('/melden');
  await picture(anna.page, 'filing-1-photo-none');
  await anna.addPhoto(takenAt(jpeg, { lat, lon }));
  await expect(anna.page.getByRole('img', { name: 'bus-stop.jpg' })).toBeVisible();
  await picture(anna.page, 'filing-1-photo');
  await anna.next('filing-what-title');
  await anna.button(say('filing-next')).click();
  await expect(anna.page.getByText(say('filing-category-required')).first()).toBeVisible();
  await picture(anna.page, 'filing-2-what-missing');
  await anna.page.getByRole('radio', { name: CATEGORY.busStop }).check();
  await anna.field(say('filing-text')).fill('Die Scheibe der Bushaltestelle ist zerbrochen.');
  await anna.next('filing-where-title');
  await mapDrawn(anna);
  await picture(anna.page, 'filing-3-where');
  await anna.button(say('filing-photo-place-take')).click();
  await expect(anna.page.locator('.plan-pin')).toBeVisible();
  await picture(anna.page, 'filing-3-where-pinned');
  await anna.next('filing-contact-title');
  await picture(anna.page, 'filing-4-contact');
  await anna.next('filing-check-title');
  await picture(anna.page, 'filing-5-check');
  await anna.send();
  await picture(anna.page, 'filing-6-filed');
});

test('an account, its report and the answer', async ({ resident, clerk, jpeg }) => {
  test.slow();
  const weber = await clerk('Anna Weber');
  const paul = await resident('Paul Meier');
  await paul.open('/');
  await picture(paul.page, 'account-start-empty');
  const told = await tell(paul, jpeg);
  await picture(paul.page, 'account-report-received');
  await work(weber, told);
  await expect(paul.page.getByText(say('reports-explain-in_progress'))).toBeVisible();
  await picture(paul.page, 'account-report-answered');
  await paul.button(new RegExp(say('frame-notices', { count: 0 }))).click();
  await expect(paul.page.getByRole('main').getByText(say('frame-notice-status'))).toBeVisible();
  await picture(paul.page, 'account-notices');
  for (const [name, path] of Object.entries({ start: '/', me: '/ich', reports: '/meldungen' })) {
    await paul.open(path);
    await picture(paul.page, `account-${name}`);
  }
  await paul.button(say('frame-reading')).click();
  await expect(paul.page.getByRole('dialog')).toBeVisible();
  await picture(paul.page, 'reading-sheet', { whole: false });
});

test('the desk', async ({ resident, clerk, guest, jpeg, town }) => {
  test.slow();
  const outside = await guest();
  await outside.open('/desk');
  await picture(outside.page, 'desk-sign-in');
  await outside.page.goto(await town.invite('Britta Bild'));
  await expect(outside.button(say('staff-invitation-accept'))).toBeVisible();
  await picture(outside.page, 'desk-invitation');

  const paul = await resident('Paul Meier');
  const told = await tell(paul, jpeg);
  const weber = await clerk('Anna Weber');
  await picture(weber.page, 'desk-queue');
  await weber.page.setViewportSize({ width: 1280, height: 800 });
  await work(weber, told);
  await expect(weber.page.getByRole('img', { name: /1/ }).first()).toBeVisible();
  await picture(weber.page, 'desk-case', { whole: false, sizes: ['desk'] });
  await picture(weber.page, 'desk-case', { sizes: ['phone'] });
  await weber.button(say('cases-way-done')).click();
  await expect(weber.page.getByRole('dialog')).toBeVisible();
  await picture(weber.page, 'desk-done-dialog', { whole: false });
  for (const [name, path] of Object.entries({ map: '/desk/karte', record: '/desk/erfassen', jobs: '/desk/offen-geblieben', me: '/desk/ich' })) {
    await weber.open(path);
    await expect(weber.page.getByText(say('kit-map-loading'))).toBeHidden();
    await picture(weber.page, `desk-${name}`);
  }
});
