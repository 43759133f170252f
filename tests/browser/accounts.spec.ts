// Ways into one's own account: passkeys, devices, a new device, the app through the browser.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from './support/test';
import { fits, picture, settled, withoutBarriers } from './support/look';
import type { Resident } from './support/resident';
import { say } from './support/words';

async function toWaysIn(resident: Resident): Promise<void> {
  await resident.open('/ich');
  await resident.link(new RegExp(say('accounts-room-ways-in'))).click();
  await expect(resident.page.getByRole('heading', { level: 1, name: say('passkeys-title') })).toBeVisible();
}

// Pictures and axe take their time.
test.beforeEach(() => test.slow());

const passkeysOf = (resident: Resident) => resident.page.getByRole('region', { name: say('passkeys-list') }).getByRole('listitem');

test('the only passkey stays and says why; a second one is advised, and then both can be named', async ({ resident }) => {
  const paula = await resident('Paula Schlüssel');
  await expect(paula.page.getByText(say('accounts-second-title'))).toBeVisible();
  await picture(paula.page, 'accounts-overview');
  await withoutBarriers(paula.page, 'the overview');
  await paula.page.setViewportSize({ width: 1280, height: 800 });
  await toWaysIn(paula);
  await expect(passkeysOf(paula)).toHaveCount(1);
  await expect(paula.page.getByText(say('passkeys-last'))).toBeVisible();
  await expect(paula.page.getByText(say('passkeys-second'))).toBeVisible();
  await expect(paula.button(new RegExp(`^${say('passkeys-remove')}`))).toHaveCount(0);
  await paula.button(new RegExp(`^${say('passkeys-rename')}`)).click();
  await paula.field(say('passkeys-name')).fill('');
  await paula.button(say('passkeys-name-save')).click();
  await expect(paula.page.getByText(say('passkeys-name-required'))).toBeVisible();
  await withoutBarriers(paula.page, 'a passkey without a name');
  await paula.field(say('passkeys-name')).fill('Handy von Paula');
  await paula.button(say('passkeys-name-save')).click();
  await expect(passkeysOf(paula).getByText('Handy von Paula').first()).toBeVisible();
  await settled(paula.page);
  await picture(paula.page, 'accounts-ways-in');
  await withoutBarriers(paula.page, 'ways in');
});

test('a passkey is added on a security key, and taken away after a plain warning', async ({ resident }) => {
  const paul = await resident('Paul Zweitschlüssel');
  await toWaysIn(paul);
  // This device has one already: it says so, instead of that something broke.
  await paul.button(say('passkeys-add')).click();
  await expect(paul.page.getByText(say('problem-passkey-exists'))).toBeVisible();
  await paul.plugInKey();
  await paul.button(say('passkeys-add')).click();
  await expect(passkeysOf(paul)).toHaveCount(2);
  await expect(paul.page.getByText(say('passkeys-second'))).toHaveCount(0);
  const second = passkeysOf(paul).filter({ hasText: say('passkeys-kind-security_key') });
  await second.getByRole('button', { name: new RegExp(`^${say('passkeys-remove')}`) }).click();
  const dialog = paul.page.getByRole('dialog', { name: say('passkeys-remove-title') });
  await expect(dialog.getByText(say('passkeys-remove-others'))).toBeVisible();
  await withoutBarriers(paul.page, 'the dialog before a passkey goes');
  await picture(paul.page, 'accounts-remove', { whole: false });
  await dialog.getByRole('button', { name: say('passkeys-remove') }).click();
  await expect(passkeysOf(paul)).toHaveCount(1);
  await expect(paul.notice(say('passkeys-removed'))).toBeVisible();
});

test('a new device comes in by a code and the same word on both screens', async ({ resident, guest }) => {
  const old = await resident('Nora Neugerät');
  await toWaysIn(old);
  await old.link(say('passkeys-new-device')).click();
  await expect(old.page.getByRole('heading', { level: 1, name: say('link-title') })).toBeVisible();
  await old.button(say('link-make')).click();
  await expect(old.page.getByRole('heading', { name: say('link-open') })).toBeFocused();
  await expect(old.page.getByRole('img', { name: say('link-qr') })).toBeVisible();
  const code = (await old.page.locator('.symbols').textContent()) ?? '';
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await picture(old.page, 'accounts-link-open');
  await withoutBarriers(old.page, 'the code');

  const phone = await guest({ viewport: { width: 390, height: 844 } });
  await phone.givePasskeys();
  await phone.open('/link');
  await phone.field(say('link-new-code')).fill('abc');
  await phone.button(say('link-new-go')).click();
  await expect(phone.page.getByText(say('link-code-length'))).toBeVisible();
  await withoutBarriers(phone.page, 'a code that is too short');
  // As people type: small letters, a blank instead of the hyphen.
  await phone.field(say('link-new-code')).fill(code.toLowerCase().replace('-', ' '));
  await phone.button(say('link-new-go')).click();
  await expect(phone.page.getByRole('heading', { name: say('link-new-same') })).toBeFocused();
  await expect(old.page.getByRole('heading', { name: say('link-same') })).toBeFocused();
  const word = (await phone.page.locator('.word strong').textContent()) ?? '';
  await expect(old.page.locator('.word strong')).toHaveText(word);
  await picture(old.page, 'accounts-link-word');
  await picture(phone.page, 'accounts-link-new-word', { sizes: ['phone'] });
  await withoutBarriers(old.page, 'the word');
  await withoutBarriers(phone.page, 'the word on the new device');

  await old.button(say('link-yes')).click();
  await expect(old.page.getByRole('heading', { name: say('link-confirmed') })).toBeFocused();
  await phone.button(say('link-new-make-go')).click();
  await expect(phone.page.getByText(say('accounts-lead-in', { name: 'Nora Neugerät' }))).toBeVisible();
  await expect(old.page.getByRole('heading', { name: say('link-used') })).toBeFocused();
  await old.link(say('link-to-devices')).click();
  await expect(passkeysOf(old)).toHaveCount(2);
  // All others at once: the telephone is told, and what it shows says so.
  await old.button(say('passkeys-others')).click();
  await expect(old.notice(say('passkeys-others-out'))).toBeVisible();
  await expect(phone.page.getByText(say('over-session-ended'))).toBeVisible();
});

test('a scanned code leaves the address at once, and a refused word lets nobody in', async ({ resident, guest }) => {
  const old = await resident('Rosa Ablehnung');
  await old.open('/ich/neues-geraet');
  await old.button(say('link-make')).click();
  const code = (await old.page.locator('.symbols').textContent()) ?? '';
  const phone = await guest();
  phone.pardon(/422/);
  await phone.givePasskeys();
  await phone.page.goto(`/link#${code}`);
  await expect(phone.page.getByRole('heading', { name: say('link-new-same') })).toBeVisible();
  expect(new URL(phone.page.url()).hash).toBe('');
  await old.button(say('link-no')).click();
  await expect(old.page.getByRole('heading', { name: say('link-ended') })).toBeFocused();
  await expect(phone.page.getByRole('heading', { name: say('link-ended') })).toBeFocused();
  await withoutBarriers(phone.page, 'a code that ended');
  // It works once.
  await phone.button(say('link-new-again')).click();
  await phone.field(say('link-new-code')).fill(code);
  await phone.button(say('link-new-go')).click();
  await expect(phone.page.getByText(say('problem-code-invalid'))).toBeVisible();
});

const APP = { challenge: (verifier: string) => createHash('sha256').update(verifier).digest('base64url') };

test('the browser lets the app in, and the app redeems the code; a strange request is refused', async ({ resident, town }) => {
  const anna = await resident('Anna Apphausen');
  const { page } = anna;
  // The app listens on loopback; here a route answers in its place.
  await anna.context.route('http://127.0.0.1:49152/**', (route) => route.fulfill({ contentType: 'text/plain', body: 'app' }));
  anna.pardon(/asked another server: http:\/\/127\.0\.0\.1:49152\/signed-in/);
  const verifier = randomBytes(32).toString('base64url');
  const asked = { code_challenge: APP.challenge(verifier), code_challenge_method: 'S256', redirect_uri: 'http://127.0.0.1:49152/signed-in', state: 'abc' };
  await anna.open('/app-anmeldung?redirect_uri=https%3A%2F%2Fevil.example%2F&state=a');
  await expect(page.getByText(say('applogin-strange'))).toBeVisible();
  await anna.open(`/app-anmeldung?${new URLSearchParams(asked)}`);
  await expect(page.getByText(say('applogin-as', { name: 'Anna Apphausen' }))).toBeVisible();
  await picture(page, 'accounts-app');
  await withoutBarriers(page, 'the question of the app');
  await anna.button(say('applogin-yes')).click();
  await page.waitForURL('http://127.0.0.1:49152/signed-in?**');
  const back = new URL(page.url()).searchParams;
  expect(back.get('state')).toBe('abc');
  // As the app does it: no Origin, no cookie.
  const body = JSON.stringify({ code: back.get('code'), code_verifier: verifier, redirect_uri: asked.redirect_uri, device: 'Rathaus-App' });
  const redeem = () => fetch(`${town.origin}/api/accounts/app-login/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const answer = await redeem();
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as { token: string }).token).toMatch(/^rh1_/);
  expect((await redeem()).status).toBe(422);
});

test('who looked stands there in plain words, with the reason', async ({ resident, clerk }) => {
  const paul = await resident('Paul Nachgesehen');
  await paul.open('/ich/zugriffe');
  await expect(paul.page.getByText(say('accesses-empty'))).toBeVisible();
  await paul.fillIn({ text: 'Die Laterne ist dunkel', place: 'Am Markt' });
  const number = await paul.send();
  const weber = await clerk('Anna Weber');
  await weber.openCase(number);
  await weber.take();
  await paul.open('/ich');
  await paul.link(new RegExp(say('accounts-room-accesses').replace('?', '\\?'))).click();
  const opened = say('accesses-did-opened', { object: say('accesses-labelled', { object: say('accesses-object-case'), label: number }) });
  await expect(paul.page.getByRole('listitem').filter({ hasText: opened }).filter({ hasText: 'Anna Weber' }).filter({ hasText: say('accesses-purpose-processing') }).first()).toBeVisible();
  await picture(paul.page, 'accounts-accesses');
  await withoutBarriers(paul.page, 'who looked');
});

for (const locale of ['de-simple', 'en'] as const) {
  test(`ways in for other readers, on 320 pixels: ${locale}`, async ({ resident, guest }) => {
    const paula = await resident('Paula Liest');
    await paula.page.evaluate((kept) => localStorage.setItem('rathaus-settings', kept), JSON.stringify({ theme: 'dark', contrast: 'normal', textSize: 'normal', locale }));
    await paula.page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['/ich', '/ich/anmeldung', '/ich/neues-geraet', '/ich/zugriffe', '/app-anmeldung', '/link']) {
      await paula.open(path);
      await settled(paula.page);
      await expect(paula.heading).toHaveCount(1);
      await withoutBarriers(paula.page, `${path}, ${locale}`);
      await fits(paula.page, `${path} at 320 pixels, ${locale}`);
    }
    const nobody = await guest({ reading: { locale } });
    for (const path of ['/ich/anmeldung', '/ich/neues-geraet', '/ich/zugriffe', '/link']) {
      await nobody.open(path);
      await withoutBarriers(nobody.page, `${path} of a guest, ${locale}`);
    }
  });
}
