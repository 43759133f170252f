// Clumsy fingers, bad lines, two windows: nothing is lost, and nothing happens that nobody wanted.
import { expect, test } from './support/test';
import { CATEGORY, type Resident } from './support/resident';
import { about, say } from './support/words';

/** As far as the page with text and category. */
async function begun(anna: Resident, text: string): Promise<void> {
  await anna.open('/melden?schritt=was');
  await anna.page.getByRole('radio', { name: CATEGORY.busStop }).check();
  await anna.field(say('filing-text')).fill(text);
}

test('a double click at the desk does one thing', async ({ guest, clerk }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'The rail is loose.', place: 'Stairs' });
  const number = await anna.send();
  const weber = await clerk('Dora Doppel');
  await weber.openCase(number);
  await weber.button(say('cases-take')).dblclick({ delay: 120 });
  await expect(weber.page.getByText(say('cases-holder-me'))).toBeVisible();
  const review = weber.button(say('cases-way-in_review'));
  const before = await review.boundingBox();
  await review.dblclick({ delay: 120 });
  await expect(weber.notice(say('cases-status-set', { status: say('reports-status-in_review') }))).toBeVisible();
  await expect(review).toHaveAttribute('aria-pressed', 'true');
  expect((await review.boundingBox())?.x, 'the button stays where it was').toBe(before?.x);
  await expect(weber.row(number)).toContainText(say('reports-status-in_review'));
  await anna.openFiled();
  await expect(anna.page.getByRole('list', { name: say('report-course') }).getByText(say('reports-status-in_review'), { exact: true })).toHaveCount(1);
});

test('a step whose code did not come is asked for again', async ({ guest }) => {
  const anna = await guest();
  anna.pardon(/ERR_FAILED|Failed to fetch|Unable to preload/);
  await anna.page.route('**/assets/WhereStep*', (route) => route.abort());
  await begun(anna, 'The line is bad here.');
  await anna.next('filing-where-title');
  await expect(anna.page.getByText(say('frame-page-failed'))).toBeVisible();
  await anna.page.unroute('**/assets/WhereStep*');
  await anna.button(say('kit-retry')).click();
  await expect(anna.field(say('filing-place-words'))).toBeVisible();
  await anna.open('/melden?schritt=was');
  await expect(anna.field(say('filing-text'))).toHaveValue('The line is bad here.');
});

test('an address typed by hand is nobody else\'s to change', async ({ guest }) => {
  const anna = await guest();
  await begun(anna, 'A hole.');
  await anna.next('filing-where-title');
  const map = anna.page.getByRole('application');
  await expect(map.locator('path').first()).toBeAttached();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await anna.page.route('**/api/map/nearest*', async (route) => {
    await held;
    await route.continue();
  });
  await map.click({ position: { x: 60, y: 90 } });
  const address = anna.page.getByRole('combobox', { name: say('filing-address') });
  await address.fill('Hinter dem alten Bahnhof 3');
  const answered = anna.page.waitForResponse('**/api/map/nearest*');
  release();
  await answered;
  await map.click({ position: { x: 120, y: 120 } });
  await expect(anna.page.getByText(about('filing-pin-at', 'address'))).toBeVisible();
  await expect(address).toHaveValue('Hinter dem alten Bahnhof 3');
});

test('a device without a store keeps the words all the same', async ({ guest }) => {
  const anna = await guest();
  await anna.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'UnknownError');
    };
  });
  await begun(anna, 'Kept without a store.');
  await expect(anna.page.getByText(say('filing-saved')).filter({ visible: true })).toBeVisible();
  await anna.page.reload();
  await expect(anna.field(say('filing-text'))).toHaveValue('Kept without a store.');
});

test('a device that keeps nothing says so', async ({ guest }) => {
  const anna = await guest();
  await anna.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'UnknownError');
    };
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await begun(anna, 'Soon gone.');
  await expect(anna.page.getByText(say('filing-not-saved'))).toBeVisible();
  await expect(anna.page.getByText(say('filing-saved'))).toHaveCount(0);
});

test('whoever goes back while the report is on its way keeps the correction', async ({ guest }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'First words.', place: 'Here' });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await anna.page.route('**/api/reports', async (route) => {
    await held;
    await route.continue();
  });
  await anna.button(say('filing-send')).click();
  await expect(anna.button(say('filing-discard')), 'what is on its way cannot be thrown away').toHaveCount(0);
  await anna.page.evaluate(() => history.back());
  await anna.isAsked('filing-contact-title');
  await anna.field(say('filing-email')).fill('anna@example.org');
  release();
  await expect(anna.link(about('filing-sent-meanwhile', 'number'))).toBeVisible();
  await expect(anna.field(say('filing-email'))).toHaveValue('anna@example.org');
  expect(new URL(anna.page.url()).pathname).toBe('/melden');
});

test('two windows of one device write one report', async ({ guest }) => {
  const anna = await guest();
  await begun(anna, 'From the first window.');
  const second = await anna.context.newPage();
  await second.goto('/melden?schritt=was');
  const there = second.getByRole('textbox', { name: say('filing-text') });
  await expect(there).toHaveValue('From the first window.');
  await there.fill('From the first window. And the second.');
  await expect(anna.field(say('filing-text'))).toHaveValue('From the first window. And the second.');
  await anna.page.reload();
  await expect(anna.field(say('filing-text'))).toHaveValue('From the first window. And the second.');
});

test('another link in the same window shows nothing of the report before', async ({ guest }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'Only for the first link.', place: 'Here' });
  await anna.send();
  const link = await anna.statusLink();
  await anna.open(link);
  await expect(anna.page.getByText('Only for the first link.')).toBeVisible();
  anna.pardon(/404/);
  await anna.page.evaluate(() => (location.hash = 'nobodyknowsthissecretnobodyknowsthis'));
  await expect(anna.page.getByRole('alert').getByText(say('problem-not-found'))).toBeVisible();
  await expect(anna.page.getByText('Only for the first link.')).toHaveCount(0);
});

test('photos: the dialog opens at once, what is too many is named, and the focus stays', async ({ guest, jpeg }) => {
  const anna = await guest();
  await anna.page.route('**/assets/photos-*.js', async (route) => {
    await new Promise((next) => setTimeout(next, 6_000));
    await route.continue();
  });
  await anna.open('/melden');
  const files = [1, 2, 3, 4, 5, 6].map((number) => ({ name: `photo-${number}.jpg`, mimeType: 'image/jpeg', buffer: jpeg }));
  await anna.addPhoto(...files);
  await expect(anna.page.getByText(say('kit-photo-refused-too-many', { name: 'photo-6.jpg' }))).toBeVisible();
  const remove = (number: number) => anna.button(say('kit-photo-remove', { number }));
  await remove(1).click();
  await expect(remove(1)).toBeFocused();
  await expect(remove(5)).toHaveCount(0);
});

test('a session that ended elsewhere is told on the page where one is', async ({ guest, resident }) => {
  const computer = await resident('Ida Ende');
  const telephone = await guest();
  await telephone.givePasskeys();
  await computer.carryPasskeysTo(telephone);
  await telephone.open('/ich');
  await telephone.signIn();
  await telephone.open('/dienste');
  telephone.pardon(/401/);
  await computer.open('/ich/anmeldung');
  await computer.page.getByRole('region', { name: say('accounts-devices') }).getByRole('listitem').getByRole('button', { name: say('accounts-device-sign-out') }).click();
  await expect(telephone.page.getByText(say('over-session-ended'))).toBeVisible({ timeout: 30_000 });
});

test('a link that may not be copied is ready to be copied by hand', async ({ guest }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'A bench.', place: 'Here' });
  await anna.send();
  await anna.page.evaluate(() => Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('denied')) }));
  await anna.button(say('kit-copy')).click();
  await expect(anna.page.getByText(say('kit-copy-refused'))).toBeVisible();
  await expect(anna.page.getByRole('textbox', { name: say('filed-link') })).toBeFocused();
});

test('a link without its secret can be pasted whole', async ({ guest }) => {
  const anna = await guest();
  await anna.fillIn({ text: 'A kerb.', place: 'Here' });
  await anna.send();
  const link = await anna.statusLink();
  await anna.open('/meldung');
  await anna.field(say('report-paste')).fill('nothing');
  await anna.button(say('report-paste-open')).click();
  await expect(anna.page.getByText(say('report-paste-wrong'))).toBeVisible();
  await anna.field(say('report-paste')).fill(link);
  await anna.button(say('report-paste-open')).click();
  await expect(anna.page.getByText('A kerb.')).toBeVisible();
});

test('who signed out unnoticed does not report as a guest', async ({ resident }) => {
  const anna = await resident('Anna Weg');
  await anna.fillIn({ text: 'In my name.', place: 'Here' });
  anna.pardon(/401/);
  await anna.context.clearCookies();
  await anna.button(say('filing-send')).click();
  await expect(anna.page.getByText(say('problem-not-signed-in'))).toBeVisible();

  // Signing in again happens over the same page of the form, with everything on it.
  await anna.button(say('over-session-sign-in')).click();
  await anna.button(say('over-go')).click();
  await anna.isAsked('filing-check-title');
  await anna.send();
  await anna.openFiled();
  expect(new URL(anna.page.url()).pathname).toMatch(/^\/meldung\/.+/);
});
