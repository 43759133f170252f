// Nothing typed is lost: reload, lost network, lost answer, ended session, wrong photo, place beyond the border.
import { writeFile } from 'node:fs/promises';
import { expect, test } from './support/test';
import { drawnJpeg, heic, takenAt } from './support/photo';
import { CATEGORY } from './support/resident';
import { say } from './support/words';

test('what was typed survives a reload, photo included', async ({ guest, jpeg, town }) => {
  const [lat, lon] = (await town.facts()).map.centre;
  const anna = await guest();
  await anna.open('/melden');
  await anna.addPhoto(takenAt(jpeg, { lat, lon }));
  await expect(anna.page.getByRole('img', { name: 'bus-stop.jpg' })).toBeVisible();
  await anna.next('filing-what-title');
  await anna.page.getByRole('radio', { name: CATEGORY.street }).check();
  await anna.field(say('filing-text')).fill('A deep hole in front of the gate');
  await expect(anna.page.getByText(say('filing-saved')).filter({ visible: true })).toBeVisible();
  await anna.page.reload();
  await anna.isAsked('filing-what-title');
  await expect(anna.field(say('filing-text'))).toHaveValue('A deep hole in front of the gate');
  await expect(anna.page.getByRole('radio', { name: CATEGORY.street })).toBeChecked();
  await anna.page.goto('/');
  await anna.link(say('home-action-draft')).click();
  await expect(anna.page.getByRole('img', { name: 'bus-stop.jpg' })).toBeVisible();
});

test('the last letters before a page goes are kept as well', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/melden?schritt=was');
  await anna.field(say('filing-text')).pressSequentially('The lamp flickers');
  await anna.page.reload();
  await expect(anna.field(say('filing-text'))).toHaveValue('The lamp flickers');
});

test('a draft can be thrown away', async ({ guest }) => {
  const anna = await guest({ viewport: { width: 390, height: 844 } });
  await anna.open('/melden?schritt=was');
  await anna.field(say('filing-text')).fill('I changed my mind');
  await anna.button(say('filing-discard')).click();
  const dialog = anna.page.getByRole('dialog', { name: say('filing-discard-title') });
  await dialog.getByRole('button', { name: say('filing-discard-yes') }).click();
  await anna.isAsked('filing-photo-title');
  await anna.page.reload();
  await anna.next('filing-what-title');
  await expect(anna.field(say('filing-text'))).toHaveValue('');
});

test('without a network nothing is lost and the report goes out afterwards', async ({ resident }) => {
  const anna = await resident('Olga Offline');
  await anna.fillIn({ text: 'The bin is full.', place: 'At the fountain' });
  anna.pardon(/ERR_INTERNET_DISCONNECTED/);
  await anna.context.setOffline(true);
  await expect(anna.page.getByText(say('frame-offline'))).toBeVisible();
  await anna.button(say('filing-send')).click();
  await expect(anna.page.getByRole('alert').getByText(say('problem-offline'))).toBeVisible();
  await expect(anna.page.getByText('The bin is full.')).toBeVisible();
  await anna.context.setOffline(false);
  await anna.button(say('kit-retry')).click();
  const number = await anna.number();
  await anna.open('/meldungen');
  await expect(anna.page.getByRole('main').getByText(number)).toHaveCount(1);
});

test('an answer lost on the way: sending again files the report once', async ({ resident }) => {
  const anna = await resident('Vera Verbindung');
  await anna.fillIn({ text: 'The kerb is broken.', place: 'In front of the bakery' });
  anna.pardon(/ERR_CONNECTION_RESET|ERR_FAILED/);
  let arrived = 0;
  await anna.page.route('**/api/reports', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch();
    expect(answer.status()).toBe(201);
    arrived += 1;
    // The town has it, but the telephone never hears so.
    await (arrived === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer }));
  });
  await anna.button(say('filing-send')).click();
  await expect(anna.page.getByRole('alert').getByText(say('problem-offline'))).toBeVisible();
  await anna.button(say('kit-retry')).click();
  const number = await anna.number();
  expect(arrived).toBe(2);
  await anna.open('/meldungen');
  await expect(anna.page.getByRole('main').getByText(number)).toBeVisible();
  await expect(anna.page.getByRole('main').getByText('In front of the bakery')).toHaveCount(1);
});

test('a session that ends while one writes costs no word', async ({ guest, resident }) => {
  const telephone = await resident('Stefan Sitzung');
  const computer = await guest();
  await computer.givePasskeys();
  await telephone.carryPasskeysTo(computer);
  await computer.open('/ich');
  await computer.signIn();
  await computer.carryPasskeysTo(telephone);

  await telephone.fillIn({ text: 'The hedge covers the cycle path.', place: 'At the cemetery' });
  await computer.open('/ich/anmeldung');
  await computer.page.getByRole('region', { name: say('accounts-devices') }).getByRole('listitem').getByRole('button', { name: say('accounts-device-sign-out') }).click();
  await expect(computer.page.getByRole('region', { name: say('accounts-devices') }).getByRole('listitem')).toHaveCount(1);

  telephone.pardon(/401/);
  await telephone.button(say('filing-send')).click();
  await expect(telephone.page.getByText(say('over-session-ended'))).toBeVisible();
  await expect(telephone.page.getByText('The hedge covers the cycle path.')).toBeVisible();
  await telephone.button(say('over-session-sign-in')).click();
  await telephone.button(say('over-go')).click();
  await expect(telephone.page.getByText(say('over-done'))).toBeVisible();
  await telephone.open('/melden?schritt=pruefen');
  await expect(telephone.page.getByText('The hedge covers the cycle path.')).toBeVisible();
  const number = await telephone.send();
  await telephone.open('/meldungen');
  await expect(telephone.page.getByRole('main').getByText(number)).toHaveCount(1);
});

test('a photo nobody can open gets its own sentence', async ({ guest, jpeg }, info) => {
  const anna = await guest();
  await anna.open('/melden');
  const refusal = (why: string, name: string) => anna.page.getByRole('alert').getByText(say(`kit-photo-refused-${why}`, { name }));

  await anna.addPhoto(heic());
  await expect(refusal('heic', 'IMG_0001.HEIC')).toBeVisible();
  await anna.addPhoto({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 ') });
  await expect(refusal('type', 'letter.pdf')).toBeVisible();
  await anna.addPhoto({ name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
  await expect(refusal('unreadable', 'empty.jpg')).toBeVisible();
  await anna.addPhoto({ name: 'torn.jpg', mimeType: 'image/jpeg', buffer: jpeg.subarray(0, 400) });
  await expect(refusal('unreadable', 'torn.jpg')).toBeVisible();

  const huge = info.outputPath('huge.jpg');
  await writeFile(huge, Buffer.concat([jpeg, Buffer.alloc(61 * 1024 * 1024)]));
  await anna.addPhoto(huge);
  await expect(refusal('too-large', 'huge.jpg')).toBeVisible();

  await expect(anna.button(say('filing-next-no-photo'))).toBeVisible();
});

test('five photos are enough, and each can be taken back', async ({ guest, browser }) => {
  const anna = await guest();
  const buffer = await drawnJpeg(browser);
  const files = [1, 2, 3, 4, 5].map((at) => ({ name: `photo-${at}.jpg`, mimeType: 'image/jpeg', buffer }));
  await anna.open('/melden');
  await anna.addPhoto(...files);
  const photos = anna.page.getByRole('list', { name: say('kit-photos-list') }).getByRole('img');
  await expect(photos).toHaveCount(5);
  await expect(anna.button(say('kit-photo-more'))).toBeHidden();
  await anna.button(say('kit-photo-remove', { number: 2 })).click();
  await expect(photos).toHaveCount(4);
  await expect(anna.page.getByRole('img', { name: 'photo-2.jpg' })).toBeHidden();
});

test('a place outside the town is asked about and sent all the same', async ({ guest, jpeg, town }) => {
  const [south, west] = (await town.facts()).map.bounds;
  const anna = await guest();
  await anna.open('/melden');
  await anna.addPhoto(takenAt(jpeg, { lat: south - 0.2, lon: west - 0.2 }));
  await expect(anna.page.getByRole('img', { name: 'bus-stop.jpg' })).toBeVisible();
  await anna.next('filing-what-title');
  await anna.page.getByRole('radio', { name: CATEGORY.street }).check();
  await anna.next('filing-where-title');
  await anna.button(say('filing-photo-place-take')).click();
  await expect(anna.page.getByText(say('filing-outside'))).toBeVisible();
  await anna.next('filing-contact-title');
  await anna.next('filing-check-title');
  anna.pardon(/4\d\d/);
  await anna.button(say('filing-send')).click();
  await expect(anna.page.getByText(say('problem-outside-town-confirm'))).toBeVisible();
  await anna.button(say('filing-outside-send')).click();
  await anna.number();
});

test('the form says what is missing and leads there', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/melden?schritt=pruefen');
  await anna.button(say('filing-send')).click();
  await anna.isAsked('filing-what-title');
  const summary = anna.page.getByRole('group', { name: say('kit-error-summary', { count: 2 }) });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: say('filing-text-required') }).click();
  await expect(anna.field(say('filing-text'))).toBeFocused();
});
