// Somebody who works in the town hall: comes in by a one-time link, works the queue.
import { expect, type Browser, type Locator } from '@playwright/test';
import { Person, type Device } from './person';
import type { Position, Town } from './town';
import { say } from './words';

export class Clerk extends Person {
  static override async with(browser: Browser, town: Town, device: Device = {}): Promise<Clerk> {
    const clerk = new Clerk(town, ...(await Person.device(browser, town, { viewport: { width: 1280, height: 800 }, ...device })));
    clerk.listen();
    return clerk;
  }

  /** Accepts an invitation; ends at the queue. */
  async comeIn(name: string, as: Position = {}): Promise<void> {
    await this.comeInBy(await this.town.invite(name, as), name);
  }

  /** Accepts the invitation behind a link. */
  async comeInBy(link: string, name: string): Promise<void> {
    await this.givePasskeys();
    await this.page.goto(link);
    await expect(this.page.getByText(say('staff-invitation-for', { name }))).toBeVisible();
    await this.button(say('staff-invitation-accept')).click();
    await expect(this.page.getByRole('table', { name: say('cases-table-caption') })).toBeVisible();
  }

  /** The row of a report in the queue. */
  row(number: string): Locator {
    return this.page.getByRole('row').filter({ hasText: number });
  }

  async openCase(number: string): Promise<void> {
    await this.row(number).getByRole('link').click();
    await expect(this.page.getByText(say('cases-number', { number }))).toBeVisible();
  }

  async take(): Promise<void> {
    await this.button(say('cases-take')).click();
    await expect(this.page.getByText(say('cases-holder-me'))).toBeVisible();
  }

  async answer(text: string): Promise<void> {
    await this.field(say('cases-answer-label')).fill(text);
    await this.button(say('cases-answer-send')).click();
    await expect(this.notice(say('cases-answer-sent'))).toBeVisible();
  }

  /** One of the steps that need no words. */
  async setStatus(status: 'in_review' | 'in_progress'): Promise<void> {
    await this.button(say(`cases-way-${status}`)).click();
    await expect(this.notice(say('cases-status-set', { status: say(`reports-status-${status}`) }))).toBeVisible();
  }

  /** One of the steps that end a case; the resident reads the text. */
  async close(status: 'done' | 'not_responsible' | 'rejected', text: string): Promise<void> {
    await this.button(say(`cases-way-${status}`)).click();
    const dialog = this.page.getByRole('dialog', { name: say(`cases-close-title-${status}`) });
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: say(`cases-close-send-${status}`) }).click();
    await expect(dialog).toBeHidden();
  }
}
