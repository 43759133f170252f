// Somebody at a browser: one device, its passkeys, and everything the page complained about.
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type CDPSession, type Locator, type Page } from '@playwright/test';
import type { PhotoFile } from './photo';
import type { Town } from './town';
import type { Locale } from './words';

export interface Device extends BrowserContextOptions {
  /** Language and colours as the reader chose them before. */
  reading?: { locale?: Locale; theme?: 'light' | 'dark'; contrast?: 'strong'; textSize?: 'largest' };
}

export class Person {
  private readonly complaints: string[] = [];
  private readonly pardoned: RegExp[] = [];
  private passkeys: { session: CDPSession; authenticatorId: string } | undefined;

  protected constructor(
    readonly town: Town,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  protected static async device(browser: Browser, town: Town, { reading, ...options }: Device): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({ baseURL: town.origin, ...options });
    if (reading) {
      const settings = { theme: 'auto', contrast: 'normal', textSize: 'normal', locale: 'de', ...reading };
      await context.addInitScript((kept) => localStorage.setItem('rathaus-settings', kept), JSON.stringify(settings));
    }
    return [context, await context.newPage()];
  }

  static async with(browser: Browser, town: Town, device: Device = {}): Promise<Person> {
    const person = new Person(town, ...(await Person.device(browser, town, device)));
    person.listen();
    return person;
  }

  protected listen(): void {
    this.context.on('weberror', (error) => this.complaints.push(String(error.error())));
    this.context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    this.context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== this.town.origin) this.complaints.push(`asked another server: ${request.url()}`);
    });
  }

  /** A complaint this journey provokes on purpose. */
  pardon(...patterns: RegExp[]): void {
    this.pardoned.push(...patterns);
  }

  /** Closes the device; nothing may have gone wrong behind the page: errors, refused policies, other servers. */
  async leave(): Promise<void> {
    await this.context.close();
    const left = this.complaints.filter((complaint) => !this.pardoned.some((pattern) => pattern.test(complaint)));
    expect(left, 'what the page complained about').toEqual([]);
  }

  /** Opens an address and waits until its page stands. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await expect(this.heading).toBeVisible();
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' });
  }

  field(name: string | RegExp): Locator {
    return this.page.getByRole('textbox', { name });
  }

  /** What the device says when something happens elsewhere. */
  notice(words: string | RegExp): Locator {
    return this.page.getByRole('status').getByText(words);
  }

  /** A fingerprint that always says yes (CDP, domain WebAuthn). A new page of the same device needs it again. */
  async givePasskeys(page: Page = this.page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    this.passkeys = { session, authenticatorId };
  }

  /** A security key that is plugged in beside what the device has, and always says yes. */
  async plugInKey(): Promise<void> {
    if (!this.passkeys) throw new Error('give the device passkeys first');
    await this.passkeys.session.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
  }

  /** The passkeys of one device on another, as the makers of telephones carry them over. Real ones count nothing; ours count their uses,
   * and a count that falls back is refused: carry them back before the first device is used again. */
  async carryPasskeysTo(other: Person): Promise<void> {
    const from = this.passkeys;
    const to = other.passkeys;
    if (!from || !to) throw new Error('both devices need passkeys');
    const { credentials } = await from.session.send('WebAuthn.getCredentials', { authenticatorId: from.authenticatorId });
    await to.session.send('WebAuthn.clearCredentials', { authenticatorId: to.authenticatorId });
    for (const credential of credentials) await to.session.send('WebAuthn.addCredential', { authenticatorId: to.authenticatorId, credential });
  }

  /** Answers the system's file dialog. */
  async chooseFiles(opener: Locator, ...files: (PhotoFile | string)[]): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await opener.click();
    const chooser = await asked;
    await chooser.setFiles(files as PhotoFile[]);
  }

  /** What the server answers to this browser, with its session. */
  async bytesOf(path: string): Promise<Buffer> {
    const base64 = await this.page.evaluate(async (address) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
      let binary = '';
      for (let at = 0; at < bytes.length; at += 4096) binary += String.fromCharCode(...bytes.subarray(at, at + 4096));
      return btoa(binary);
    }, path);
    return Buffer.from(base64, 'base64');
  }

  /** Presses Tab until the control has the focus, as somebody without a mouse does. */
  async tabTo(goal: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const presses = 80;
    for (let press = 0; press < presses; press += 1) {
      await this.page.keyboard.press(key);
      if (await goal.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${String(goal)} is not within ${presses} presses of ${key}`);
  }
}
