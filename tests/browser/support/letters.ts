// Letters: who may get them, how they are written by hand, and how many come at once.
import { expect } from '@playwright/test';
import type { Clerk } from './clerk';
import { asks, somebody } from './people';
import type { Resident } from './resident';
import { say } from './words';

export type Who = ReturnType<typeof somebody>;
const today = () => new Date();
const part = (value: number) => String(value);

/** Proven at the counter, so that a mailbox may be matched. */
export async function proven(resident: Resident, clerk: Clerk, who: Who): Promise<void> {
  await resident.open('/ich/nachweis/rathaus');
  await resident.button(say('identity-counter-show')).click();
  const code = resident.page.locator('.symbols');
  await expect(code).toBeVisible();
  await asks(clerk, '/api/desk/identity/checks', { code: await code.innerText(), document: 'id_card', person: who });
  await expect(resident.page.getByText(say('identity-counter-done'))).toBeVisible();
}

export async function agree(resident: Resident): Promise<void> {
  await resident.open('/post/einwilligung');
  await resident.button(say('consent-agree')).click();
  await expect(resident.page.getByText(say('consent-given'), { exact: true })).toBeVisible();
}

/** Fills in the first page of a letter and lands in its draft. */
export async function begin(clerk: Clerk, who: Who, subject: string): Promise<void> {
  const { page } = clerk;
  await page.goto('/desk/post/neu');
  await clerk.field(say('deskmail-subject')).fill(subject);
  await clerk.field(say('deskmail-to-given')).fill(who.given_name);
  await clerk.field(say('deskmail-to-family')).fill(who.family_name);
  const [year = '', month = '', day = ''] = who.birth_date.split('-');
  const birth = page.getByRole('group', { name: say('deskmail-to-birth') });
  await birth.getByRole('textbox', { name: say('kit-date-day') }).fill(day);
  await birth.getByRole('textbox', { name: say('kit-date-month') }).fill(month);
  await birth.getByRole('textbox', { name: say('kit-date-year') }).fill(year);
  await clerk.field(say('address-street')).fill(who.address.street);
  await clerk.field(say('address-postcode')).fill(who.address.postcode);
  await clerk.field(say('address-place')).fill(who.address.place);
  await clerk.button(say('deskmail-begin')).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

export async function check(clerk: Clerk): Promise<void> {
  await clerk.button(say('deskmail-check')).click();
}

/** What the law needs to know before it can say what a remedy notice lacks. */
export async function decide(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  const decided = page.locator('#letter-decided');
  await decided.getByRole('textbox', { name: say('kit-date-day') }).fill(part(today().getDate()));
  await decided.getByRole('textbox', { name: say('kit-date-month') }).fill(part(today().getMonth() + 1));
  await decided.getByRole('textbox', { name: say('kit-date-year') }).fill(part(today().getFullYear()));
  await page.locator('#letter-law-subject').selectOption('municipal_levies');
}

/** A decision with all it needs, from the draft's page. */
export async function complete(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  await page.locator('#letter-summary').fill('You pay 96 euros for your dog.\n\nPlease pay by May.');
  await page.locator('#letter-body').fill('We set the dog tax for this year at 96 euros.');
  await decide(clerk);
  await clerk.button(say('deskmail-remedy-fill')).click();
  await expect(page.getByText(say('deskmail-remedy-told', { remedy: say('law-remedy-objection', { jurisdiction: '' }) }))).toBeVisible();
}

export async function send(clerk: Clerk): Promise<void> {
  await check(clerk);
  await clerk.button(say('deskmail-send')).click();
  await clerk.page.getByRole('dialog').getByRole('button', { name: say('deskmail-send') }).click();
  await expect(clerk.notice(say('deskmail-sent'))).toBeVisible();
}


/** What stands in a short letter. */
export interface Short {
  subject: string;
  summary?: string;
  kind?: 'info' | 'receipt' | 'request';
  reference?: string;
  office?: string;
  /** Who only helps is rarely proven. */
  level?: 'none' | 'basic';
}

/** Writes and sends a letter as the desk's page does, without its fields; answers its id. */
export async function post(clerk: Clerk, who: Who, { subject, summary = 'There is news.', kind = 'info', reference = '', office = 'ordnungsamt', level = 'basic' }: Short): Promise<string> {
  const letter = { kind, subject, summary, body: summary, office, to: { person: who }, reference, regime: 'retrieval_vwvfg', min_level: level, actions: [] };
  const made = await asks<{ row: { id: string; revision: number } }>(clerk, '/api/desk/mail', letter, { key: true });
  await asks(clerk, `/api/desk/mail/${made.row.id}/send`, { revision: made.row.revision }, { key: true });
  return made.row.id;
}

/** Somebody whose mailbox takes letters. */
export async function reachable(resident: Resident, clerk: Clerk, who: Who): Promise<void> {
  await proven(resident, clerk, who);
  await agree(resident);
}
