// Proving who one is: by the code of a letter, and at the counter.
import { expect, test } from './support/test';
import { fits, picture, withoutBarriers } from './support/look';
import { asks, codeByLetter, somebody } from './support/people';
import { say } from './support/words';

test('an address is proven by the code of a letter', async ({ resident, town }) => {
  test.slow();
  const person = somebody('Briefkasten');
  const erika = await resident('Erika Briefkasten');
  const { page } = erika;
  await erika.link(new RegExp(`^${say('accounts-room-identity')}`)).click();
  await expect(page.getByText(say('identity-level-none'))).toBeVisible();
  await withoutBarriers(page, 'identity, nothing proven');
  await picture(page, 'identity-none');
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, 'identity at 320 px');

  await erika.link(say('identity-way-letter_code-go')).click();
  await erika.button(say('identity-order-send')).click();
  await expect(page.getByRole('group', { name: say('kit-error-summary', { count: 5 }) })).toBeFocused();
  await withoutBarriers(page, 'letter, what is missing');
  await picture(page, 'identity-letter-missing');
  await erika.field(say('identity-order-given')).fill(person.given_name);
  await erika.field(say('identity-order-family')).fill(person.family_name);
  await erika.field(say('address-street')).fill(person.address.street);
  await erika.field(say('address-postcode')).fill(person.address.postcode);
  await erika.field(say('address-place')).fill(person.address.place);
  await erika.button(say('identity-order-send')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('identity-order-sent') })).toBeFocused();

  await erika.link(say('identity-back')).click();
  await expect(page.getByText(say('identity-letter-tries', { tries: 5 }))).toBeVisible();
  erika.pardon(/422/);
  await erika.field(say('identity-letter-code')).fill('AAAA-BBBB-CCCC-D');
  await erika.button(say('identity-letter-enter')).click();
  await expect(page.getByText(say('identity-letter-tries', { tries: 4 }))).toBeVisible();
  await withoutBarriers(page, 'identity, wrong code');
  await picture(page, 'identity-wrong-code');
  const code = await codeByLetter(town, person.family_name);
  await erika.field(say('identity-letter-code')).fill(code.toLowerCase().replaceAll('-', ' '));
  await erika.button(say('identity-letter-enter')).click();
  await expect(page.getByText(say('identity-explain-basic'))).toBeVisible();
  await expect(page.getByText(say('identity-letter-code'), { exact: true })).toBeHidden();
  await picture(page, 'identity-basic');
});

test('a clerk checks the person whose screen shows the code', async ({ resident, clerk }) => {
  const erika = await resident('Erika Schalter');
  const karla = await clerk('Karla Theke', {}, { role: 'admin' });
  const { page } = erika;
  await erika.open('/ich/nachweis/rathaus');
  await erika.button(say('identity-counter-show')).click();
  const code = page.locator('.symbols');
  await expect(code).toBeVisible();
  await withoutBarriers(page, 'code for the counter');
  await picture(page, 'identity-counter');
  await asks(karla, '/api/desk/identity/checks', { code: await code.innerText(), document: 'id_card', person: somebody('Schalter') });
  // Nobody reloads anything.
  await expect(page.getByText(say('identity-counter-done'))).toBeVisible();
  await erika.link(say('identity-back')).click();
  await expect(page.getByText(say('identity-explain-substantial'))).toBeVisible();
  await expect(page.getByText('Karla Theke', { exact: false })).toBeVisible();
  await erika.open('/ich/angaben');
  await expect(page.getByText(say('profile-proven'), { exact: true })).toHaveCount(4);
  await expect(erika.button(say('profile-person-change'))).toBeHidden();
  await withoutBarriers(page, 'proven details');
  await picture(page, 'profile-proven');
});

test('who comes back from the eID with nothing in hand is told what to do', async ({ guest }) => {
  const anna = await guest();
  await anna.open('/eid.html');
  await expect(anna.page.getByText(say('identity-eid-nothing-text'))).toBeVisible();
  await withoutBarriers(anna.page, 'back from the eID');
  // No app of this device left with that state either.
  anna.pardon(/404/);
  await anna.open('/eid.html?error=access_denied&state=s');
  await expect(anna.page.getByText(say('identity-eid-cancelled'))).toBeVisible();
  // Neither history nor a reload keeps what the broker sent along.
  expect(new URL(anna.page.url()).search).toBe('');
});
