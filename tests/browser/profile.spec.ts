// Everything the town knows about somebody, on one page: read, changed, taken away, deleted.
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/test';
import { fits, picture, withoutBarriers } from './support/look';
import { SHORT } from './support/people';
import { say } from './support/words';

test('details are stated, an e-mail address counts once its code came back', async ({ resident, town }) => {
  test.slow();
  const erika = await resident('Erika Angabe');
  const { page } = erika;
  await erika.link(new RegExp(`^${say('accounts-room-profile')}`)).click();
  await expect(page.getByRole('heading', { name: say('profile-kept') })).toBeVisible();
  await withoutBarriers(page, 'profile, empty');
  await picture(page, 'profile-empty');
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, 'profile at 320 px');

  await erika.button(say('profile-person-change')).click();
  await erika.field(say('profile-given')).fill('Erika');
  await erika.field(say('kit-date-day')).fill('31');
  await erika.field(say('kit-date-month')).fill('4');
  await erika.field(say('kit-date-year')).fill('1961');
  await erika.button(say('profile-save')).click();
  await expect(page.getByText(say('profile-birth-wrong'))).toBeVisible();
  await withoutBarriers(page, 'profile, wrong day');
  await erika.field(say('kit-date-day')).fill('30');
  await erika.button(say('profile-save')).click();
  await expect(page.getByText('30. April 1961')).toBeVisible();
  await expect(page.getByText(say('profile-stated')).first()).toBeVisible();

  await erika.button(say('profile-email-give')).click();
  await erika.field(say('profile-email-new')).fill('erika.angabe@example.org');
  await erika.button(say('profile-email-send')).click();
  await expect(erika.field(say('profile-email-code'))).toBeVisible();
  erika.pardon(/422/);
  await erika.field(say('profile-email-code')).fill('AAAA-AAAA');
  await erika.button(say('profile-email-confirm')).click();
  await expect(page.getByText(say('problem-code-invalid'))).toBeVisible();
  await withoutBarriers(page, 'profile, wrong code of an e-mail');
  await picture(page, 'profile-email-code');
  await expect.poll(() => town.mailbox.to('erika.angabe@example.org').length).toBe(1);
  const code = SHORT.exec(town.mailbox.to('erika.angabe@example.org')[0]?.content.split('\n\n').slice(1).join('\n') ?? '')?.[0] ?? '';
  await erika.field(say('profile-email-code')).fill(code);
  await erika.button(say('profile-email-confirm')).click();
  await expect(page.getByText('erika.angabe@example.org', { exact: true })).toBeVisible();

  // A choice stays after a reload; security offers none.
  const cases = page.getByRole('group', { name: say('profile-notices-kind-cases') });
  await cases.getByRole('checkbox', { name: say('profile-notices-email') }).uncheck();
  await page.getByLabel(say('profile-quiet-until'), { exact: true }).fill('07:30');
  await erika.button(say('profile-notices-save')).click();
  await expect(erika.notice(say('profile-saved'))).toBeVisible();
  await page.reload();
  await expect(cases.getByRole('checkbox', { name: say('profile-notices-email') })).not.toBeChecked();
  await expect(page.getByLabel(say('profile-quiet-until'), { exact: true })).toHaveValue('07:30');
  await expect(page.getByRole('group', { name: say('profile-notices-kind-security') }).getByRole('checkbox')).toHaveCount(0);
  await picture(page, 'profile-stated');
});

test('everything can be taken away, and then deleted', async ({ resident }) => {
  test.slow();
  const erika = await resident('Erika Fort');
  const { page } = erika;
  await erika.open('/ich/angaben');
  for (const [kind, start] of [['json', '{'], ['pdf', '%PDF']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), erika.button(say(`profile-export-${kind}`)).click()]);
    const content = await readFile((await download.path()), 'latin1');
    expect(content.slice(0, start.length)).toBe(start);
    if (kind === 'json') expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ version: 1, profile: { account: { display_name: 'Erika Fort' } } });
  }
  await erika.link(say('profile-delete-go')).click();
  await expect(page.getByRole('heading', { name: say('profile-delete-stays') })).toBeVisible();
  await withoutBarriers(page, 'before deleting');
  await picture(page, 'profile-delete');
  await erika.button(say('profile-delete-send')).click();
  await expect(page.getByText(say('profile-delete-understood-required'))).toBeVisible();
  await page.getByRole('checkbox', { name: say('profile-delete-understood') }).check();
  await erika.button(say('profile-delete-send')).click();
  await expect(page.getByRole('heading', { level: 1, name: say('profile-deleted-title') })).toBeVisible();
  await withoutBarriers(page, 'deleted');
  await erika.open('/ich/angaben');
  await expect(page.getByText(say('frame-own-signed-out'))).toBeVisible();
});
