// A resident: registers with a passkey, reports something, follows it.
import { expect, type Browser } from '@playwright/test';
import { Person, type Device } from './person';
import type { PhotoFile } from './photo';
import type { Town } from './town';
import { say } from './words';

/** Names of the demo town's configuration. */
export const CATEGORY = { busStop: 'Bushaltestelle', street: 'Straße und Gehweg' } as const;

export interface Answers {
  photo?: PhotoFile;
  category?: string;
  text?: string;
  /** The place in one's own words. */
  place?: string;
}

export class Resident extends Person {
  static override async with(browser: Browser, town: Town, device: Device = {}): Promise<Resident> {
    const resident = new Resident(town, ...(await Person.device(browser, town, device)));
    resident.listen();
    return resident;
  }

  /** Makes an account on this device. */
  async register(name: string): Promise<void> {
    await this.givePasskeys();
    await this.open('/ich');
    await this.field(say('accounts-name')).fill(name);
    await this.button(say('accounts-create')).click();
    await expect(this.page.getByText(say('accounts-lead-in', { name }))).toBeVisible();
  }

  async signIn(): Promise<void> {
    await this.button(say('accounts-sign-in')).click();
    await expect(this.page.getByRole('heading', { name: say('accounts-rooms') })).toBeVisible();
  }

  /** On to the next page of the form; its heading has the focus. */
  async next(heading: string): Promise<void> {
    await this.button(new RegExp(`^(${say('filing-next')}|${say('filing-next-no-photo')})$`)).click();
    await this.isAsked(heading);
  }

  async isAsked(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: say(heading) })).toBeVisible();
  }

  async addPhoto(...files: (PhotoFile | string)[]): Promise<void> {
    await this.chooseFiles(this.button(new RegExp(`${say('kit-photo-pick')}|${say('kit-photo-more')}`)), ...files);
  }

  /** Goes through the form as far as the page before sending. */
  async fillIn({ photo, category = CATEGORY.busStop, text = '', place }: Answers): Promise<void> {
    await this.open('/melden');
    await this.isAsked('filing-photo-title');
    if (photo) {
      await this.addPhoto(photo);
      await expect(this.page.getByRole('img', { name: photo.name })).toBeVisible();
    }
    await this.next('filing-what-title');
    await this.page.getByRole('radio', { name: category }).check();
    if (text) await this.field(say('filing-text')).fill(text);
    await this.next('filing-where-title');
    if (place) await this.field(say('filing-place-words')).fill(place);
    await this.next('filing-contact-title');
    await this.next('filing-check-title');
  }

  /** Sends what is filled in and returns its number. */
  async send(): Promise<string> {
    await this.button(say('filing-send')).click();
    return this.number();
  }

  /** The number on the confirmation. */
  async number(): Promise<string> {
    await expect(this.page.getByRole('heading', { level: 1, name: say('filed-title') })).toBeVisible();
    const number = await this.page.getByText(/^\S*\d{4}\S*$/).first().textContent();
    return number ?? '';
  }

  /** The secret link of the confirmation. */
  statusLink(): Promise<string> {
    return this.page.getByRole('textbox', { name: say('filed-link') }).inputValue();
  }

  /** Opens the report from the confirmation; answers its id where the address says it. */
  async openFiled(): Promise<string> {
    await this.link(say('filed-to-report')).click();
    await expect(this.page.getByRole('heading', { name: say('report-course') })).toBeVisible();
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }
}
