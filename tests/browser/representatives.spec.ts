// A neighbour helps: invited by a code shown in person, acts under a banner, is seen, and ended at once.
import { expect, test } from './support/test';
import { fits, picture, withoutBarriers } from './support/look';
import { CATEGORY } from './support/resident';
import { say } from './support/words';

test('a neighbour reports for somebody until she ends it', async ({ resident }) => {
  test.slow();
  const erika = await resident('Erika Hilfe');
  const ben = await resident('Ben Nachbar');
  const may = say('representatives-scope-file_reports');

  await erika.link(new RegExp(`^${say('accounts-room-representatives')}`)).click();
  await expect(erika.page.getByText(say('representatives-for-me-none'))).toBeVisible();
  await withoutBarriers(erika.page, 'representation, empty');
  await picture(erika.page, 'representatives-empty');
  await erika.link(say('representatives-invite')).click();
  await erika.page.getByRole('checkbox', { name: may }).uncheck();
  await erika.field(say('kit-date-year')).fill('2000');
  await erika.button(say('representatives-invite-send')).click();
  await expect(erika.page.getByRole('group', { name: say('kit-error-summary', { count: 2 }) })).toBeFocused();
  await withoutBarriers(erika.page, 'invitation, what is missing');
  await picture(erika.page, 'representatives-invite-missing');
  await erika.page.getByRole('checkbox', { name: may }).check();
  await erika.field(say('kit-date-year')).fill(String(new Date().getFullYear() + 1));
  await erika.button(say('representatives-invite-send')).click();
  await expect(erika.page.locator('.symbols')).toBeVisible();
  await withoutBarriers(erika.page, 'code for a helper');
  await picture(erika.page, 'representatives-code');
  const code = await erika.page.locator('.symbols').innerText();

  await ben.open('/ich/vertretung/annehmen');
  ben.pardon(/422/);
  await ben.field(say('representatives-accept-code')).fill('AAAA-BBBB-CCCC-D');
  await ben.button(say('representatives-accept-send')).click();
  await expect(ben.page.getByText(say('problem-code-invalid'))).toBeVisible();
  await withoutBarriers(ben.page, 'accept, wrong code');
  await ben.field(say('representatives-accept-code')).fill(code);
  await ben.button(say('representatives-accept-send')).click();
  await expect(ben.page.getByRole('heading', { name: 'Erika Hilfe' })).toBeVisible();
  await expect(erika.page.getByText(say('representatives-code-used'))).toBeVisible();

  await ben.button(say('representatives-act', { name: 'Erika Hilfe' })).click();
  const banner = ben.page.getByText(say('frame-news-acting-for', { person: 'Erika Hilfe' }));
  await expect(banner).toBeVisible();
  await expect(ben.page.getByText(say('reports-list-empty-of', { person: 'Erika Hilfe' }))).toBeVisible();
  await picture(ben.page, 'representatives-acting');
  await ben.page.setViewportSize({ width: 320, height: 640 });
  await fits(ben.page, 'the banner at 320 px');
  await ben.fillIn({ category: CATEGORY.street, text: 'The pavement in front of her door is broken.', place: 'In front of her house' });
  await expect(banner).toBeVisible();
  const number = await ben.send();
  await ben.open('/meldungen');
  await expect(ben.page.getByText(number, { exact: false })).toBeVisible();
  await withoutBarriers(ben.page, 'the reports of somebody else');
  await ben.page.reload();
  await expect(banner).toBeVisible();

  // It is hers: she sees it, and who did it.
  await erika.open('/meldungen');
  await expect(erika.page.getByText(number, { exact: false })).toBeVisible();
  await erika.open('/ich/vertretung');
  await expect(erika.page.getByText(say('representatives-log-created', { name: 'Ben Nachbar', object: say('representatives-log-case', { label: number }) }))).toBeVisible();
  await withoutBarriers(erika.page, 'representation, somebody helps');
  await picture(erika.page, 'representatives-for-me');
  await erika.button(new RegExp(`^${say('representatives-end')}`)).click();
  await withoutBarriers(erika.page, 'end the help?');
  await erika.page.getByRole('dialog').getByRole('button', { name: say('representatives-end-yes') }).click();
  await expect(erika.page.getByText(say('representatives-for-me-none'))).toBeVisible();

  // His own list is his own again, without a reload.
  await expect(banner).toBeHidden();
  await expect(ben.page.getByText(say('frame-news-acting-ended', { person: 'Erika Hilfe' }))).toBeVisible();
  ben.pardon(/403/);
  await ben.open('/meldungen');
  await expect(ben.page.getByText(say('reports-list-empty'))).toBeVisible();
});
