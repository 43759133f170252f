// The online ID: to a certified OpenID provider and back, for a proof and for the way back into an account.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from './support/test';
import { BrokerTown } from './support/broker';
import { fits, picture, withoutBarriers } from './support/look';
import { Resident } from './support/resident';
import { say } from './support/words';

let brokered: BrokerTown;
test.beforeAll(async () => (brokered = await BrokerTown.open()));
test.afterAll(() => brokered.close());

/** What people see of the broker on its own site. */
const at = (person: string, acr: string) => `${person} urn:test:${acr}`;

test('an eID proves who somebody is, and brings her back when all passkeys are lost', async ({ browser, people }) => {
  test.slow();
  const visitor = async () => {
    const one = await Resident.with(browser, brokered.town);
    // The broker is another site, and this journey goes there.
    one.pardon(/asked another server: http:\/\/localhost/, /favicon/);
    people.push(one);
    return one;
  };
  const erika = await visitor();
  const { page } = erika;
  await erika.register('Erika');
  await erika.open('/ich/nachweis');
  await withoutBarriers(page, 'identity with an eID offered');
  await picture(page, 'identity-eid-offered');
  const go = say('identity-way-eid-go', { broker: 'TestID' });
  erika.pardon(/403|422/);

  await erika.button(go).click();
  await erika.link('No').click();
  await expect(page.getByText(say('identity-eid-cancelled'))).toBeVisible();
  await erika.link(say('identity-eid-again')).click();
  await erika.button(go).click();
  await erika.link(at('subject-erika', 'low')).click();
  await expect(page.getByText(say('identity-eid-low'))).toBeVisible();
  await withoutBarriers(page, 'an eID that is worth too little');
  await picture(page, 'identity-eid-low');
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, 'back from the eID at 320 px');
  await page.setViewportSize({ width: 1280, height: 800 });

  await erika.link(say('identity-eid-again')).click();
  await erika.button(go).press('Enter');
  await erika.link(at('subject-erika', 'substantial')).click();
  await expect(page.getByText(say('identity-explain-substantial'))).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/ich/nachweis');
  expect(new URL(page.url()).search).toBe('');
  await picture(page, 'identity-eid-proven');
  await erika.open('/ich/angaben');
  await expect(page.getByText('Erika Maria', { exact: false }).first()).toBeVisible();

  // Another device, no passkey: the same eID lets her in, another one does not.
  const lost = await visitor();
  await lost.givePasskeys();
  lost.pardon(/422/);
  await lost.open('/zugang-verloren');
  await withoutBarriers(lost.page, 'the ladder with an eID');
  await lost.button(say('recovery-eid-go')).click();
  await lost.link(at('subject-otto', 'high')).click();
  await expect(lost.page.getByText(say('identity-eid-failed'))).toBeVisible();
  await lost.link(say('identity-eid-again')).click();
  await lost.button(say('recovery-eid-go')).click();
  await lost.link(at('subject-erika', 'substantial')).click();
  await expect(lost.page.getByText(say('recovery-ready-text'))).toBeVisible();
  await withoutBarriers(lost.page, 'back by eID');
  await picture(lost.page, 'recovery-eid-ready');
  await lost.button(say('recovery-ready-go')).click();
  await expect(lost.page.getByText(say('accounts-lead-in', { name: 'Erika' }))).toBeVisible();
  // Whoever had the lost device is out.
  erika.pardon(/401/);
  await erika.open('/ich');
  await expect(erika.button(say('accounts-sign-in'))).toBeVisible();
});

test('a way back that somebody else began brings nobody in', async ({ browser, people }) => {
  const thief = await Resident.with(browser, brokered.town);
  people.push(thief);
  await thief.open('/zugang-verloren');
  const begun = await thief.page.evaluate(async () => {
    const answer = await fetch('/api/accounts/recovery/eid', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    return (await answer.json()) as { redirect: string };
  });
  // The link comes by e-mail, and Otto shows his eID to the real broker.
  const otto = await Resident.with(browser, brokered.town);
  people.push(otto);
  otto.pardon(/asked another server: http:\/\/localhost/, /401|404|422|favicon/);
  await otto.page.goto(begun.redirect);
  await otto.link(at('subject-otto', 'high')).click();
  await expect(otto.page.getByRole('heading', { level: 1, name: say('identity-eid-title') })).toBeVisible();
  await expect(otto.page.getByRole('alert')).toBeVisible();
  await expect(otto.page.getByText(say('recovery-ready-text'))).toBeHidden();
});

test('an app of this device that left by this browser goes on there, once somebody says so', async ({ browser, people }) => {
  const heard: string[] = [];
  const app = createServer((request, answer) => {
    heard.push(request.url ?? '');
    answer.end('All done here');
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
  const { port } = app.address() as { port: number };
  const begun = await fetch(`${brokered.town.origin}/api/accounts/recovery/eid`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ return_to: `http://127.0.0.1:${port}/back` }),
  });
  const { redirect } = (await begun.json()) as { redirect: string };
  const otto = await Resident.with(browser, brokered.town);
  people.push(otto);
  otto.pardon(/asked another server: http:\/\/(localhost|127\.0\.0\.1)/, /404|favicon/);
  await otto.page.goto(redirect);
  await otto.link(at('subject-otto', 'high')).click();
  await expect(otto.page.getByText(say('identity-eid-app'))).toBeVisible();
  expect(heard, 'nothing leaves unasked').toEqual([]);
  await withoutBarriers(otto.page, 'on to the app');
  await picture(otto.page, 'identity-eid-to-app');
  await otto.button(say('identity-eid-app-yes')).press('Enter');
  await expect(otto.page.getByText('All done here')).toBeVisible();
  const back = new URL(heard[0] ?? '', 'http://127.0.0.1');
  expect([back.pathname, back.searchParams.has('code'), back.searchParams.has('state')]).toEqual(['/back', true, true]);
  app.close();
});
