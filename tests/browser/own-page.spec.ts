// The pages about oneself: where the focus goes, what is left when a session ends, and what the next person sees.
import { expect, test } from './support/test';
import type { Resident } from './support/resident';
import { say } from './support/words';

/** Ends the session behind the page, as another device does. */
async function end(resident: Resident): Promise<void> {
  const status = await resident.page.evaluate(async () => {
    const { devices } = (await (await fetch('/api/accounts/devices')).json()) as { devices: { id: string; current: boolean }[] };
    const current = devices.find((device) => device.current);
    return (await fetch(`/api/accounts/devices/${current?.id ?? ''}`, { method: 'DELETE' })).status;
  });
  expect(status).toBe(204);
  await expect(resident.page.locator('#session-again')).toBeVisible();
}

test('what replaces a pressed button has the focus, and gives it back', async ({ resident }) => {
  const frida = await resident('Frida Fokus');
  const { page } = frida;
  await frida.open('/ich');
  await frida.button(say('accounts-name-change')).click();
  await expect(frida.field(say('accounts-name'))).toBeFocused();
  await frida.field(say('accounts-name')).fill('');
  await frida.button(say('accounts-name-save')).click();
  await expect(frida.field(say('accounts-name'))).toBeFocused();
  await frida.button(say('kit-cancel')).click();
  await expect(frida.button(say('accounts-name-change'))).toBeFocused();

  await frida.open('/ich/anmeldung');
  const rename = frida.button(new RegExp(`^${say('passkeys-rename')}`));
  await rename.click();
  await expect(frida.field(say('passkeys-name'))).toBeFocused();
  await frida.button(say('kit-cancel')).click();
  await expect(rename).toBeFocused();

  await frida.open('/ich/angaben');
  await frida.button(say('profile-phone-change')).click();
  await expect(page.locator('#profile-phone')).toBeFocused();
  await frida.button(say('kit-cancel')).click();
  await expect(frida.button(say('profile-phone-change'))).toBeFocused();
  await frida.button(say('profile-person-change')).click();
  await expect(page.locator('#profile-given')).toBeFocused();
  await page.locator('#profile-birth-day').fill('45');
  await frida.button(say('profile-save')).first().click();
  await expect(page.locator('#profile-birth-day')).toBeFocused();
});

test('whoever signs out without a network is still signed in and has lost nothing', async ({ resident }) => {
  const nele = await resident('Nele Netzlos');
  const { page } = nele;
  await nele.open('/melden?schritt=was');
  await page.locator('#text').fill('Die Hecke');
  await nele.open('/ich');
  nele.pardon(/./);
  await nele.context.route('**/api/accounts/logout', (route) => route.abort());
  await nele.button(say('accounts-sign-out')).click();
  await nele.button(say('accounts-leave-draft-erase')).click();
  await expect(page.getByText(say('accounts-still-in'), { exact: true })).toBeVisible();
  await expect(page.getByText(say('accounts-still-in-text'))).toBeVisible();
  await nele.open('/melden?schritt=was');
  await expect(page.locator('#text')).toHaveValue('Die Hecke');
});

test('a proxy that says 401 ends no session', async ({ resident }) => {
  const paul = await resident('Paul Proxy');
  const { page } = paul;
  paul.pardon(/401/);
  await page.route('**/api/accounts/devices', (route) => route.fulfill({ status: 401, contentType: 'text/plain', body: 'proxy' }));
  await paul.open('/ich/anmeldung');
  await expect(page.getByText(say('problem-strange'))).toBeVisible();
  await expect(page.getByText(say('over-session-ended'))).toHaveCount(0);
});

test('the card is not printed while nobody is signed in, and another way in is a step that says its price', async ({ resident }) => {
  const karl = await resident('Karl Karte');
  const { page } = karl;
  karl.pardon(/401/);
  await karl.open('/ich/karte');
  await karl.button(say('recovery-card-make')).click();
  await expect(page.locator('.symbols')).toBeVisible();
  await end(karl);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.slip')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.symbols')).toBeHidden();
  await page.locator('#session-again').click();
  await page.locator('#over-elsewhere').click();
  await expect(page.getByText(say('over-leave-text'))).toBeVisible();
  await expect(page.locator('#over-stay')).toBeFocused();
  await page.locator('#over-stay').click();
  await expect(page.locator('#over-elsewhere')).toBeFocused();
  await page.locator('#sign-in-over').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('.symbols')).toBeVisible();
});

test('a torn address of a code is a wrong code, not a broken page', async ({ guest }) => {
  const phone = await guest();
  await phone.givePasskeys();
  await phone.open('/link#%');
  await expect(phone.page.getByText(say('link-code-length'))).toBeVisible();
});
