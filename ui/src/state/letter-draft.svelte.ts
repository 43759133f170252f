// A draft that saves itself: on the device with each letter, at the server when the typing rests. Who was slower is asked what holds.
import { api, ask, failureOf, type Failure } from '../api';
import type { DeskLetter } from '../api/mail';
import { formOf, letterOf, type DraftForm } from '../features/mail/draft';
import { letterReason, putLetter } from './desk-letter.svelte';
import { desk } from './desk-session.svelte';
import { keep, kept, note } from './draft-journal';

const SAVE_AFTER_MS = 900;

interface Kept {
  version: 1;
  form: DraftForm;
  /** The revision it was typed on. */
  revision: number;
  /** What the server had then. Without it any other revision counts as another text. */
  sent?: string;
}

export type Saving = 'saved' | 'typing' | 'saving' | 'incomplete' | 'failed' | 'conflict';

export class LetterDraft {
  form = $state<DraftForm>() as DraftForm;
  state = $state<Saving>('saved');
  failed = $state.raw<Failure>();
  /** What a colleague saved meanwhile. */
  theirs = $state.raw<DeskLetter>();
  /** When the server last took it. */
  savedAt = $state(0);
  private revision: number;
  private sent: string;
  private timer: number | undefined;
  private running: Promise<void> | undefined;

  constructor(readonly id: string, letter: DeskLetter) {
    this.form = formOf(letter.letter);
    this.revision = letter.row.revision;
    this.sent = JSON.stringify(letterOf(this.form));
    void this.restore(letter);
  }

  private get name(): string {
    return `letter-${desk.member?.id ?? ''}-${this.id}`;
  }

  private async restore(letter: DeskLetter): Promise<void> {
    const found = (await kept(this.name).catch(() => undefined)) as Kept | undefined;
    if (found?.version !== 1 || this.state !== 'saved') return;
    this.form = found.form;
    if (found.revision === this.revision || found.sent === this.sent) this.changed();
    // While this window was closed a colleague saved another text: neither may be lost without being asked.
    else Object.assign(this, { theirs: letter, state: 'conflict' });
  }

  /** Something was typed. */
  changed(): void {
    note(this.name, { version: 1, form: $state.snapshot(this.form), revision: this.revision, sent: this.sent } satisfies Kept);
    this.failed = undefined;
    if (this.state === 'conflict') return;
    this.state = 'typing';
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  /** Saves what is not saved yet; answers whether the server has all of it. */
  async save(): Promise<boolean> {
    window.clearTimeout(this.timer);
    await this.running;
    if (this.state === 'conflict') return false;
    const letter = letterOf($state.snapshot(this.form) as DraftForm);
    if (!letter) {
      if (this.state !== 'saved') this.state = 'incomplete';
      return false;
    }
    const content = JSON.stringify(letter);
    if (content === this.sent) {
      this.state = 'saved';
      await keep(this.name, undefined).catch(() => undefined);
      return true;
    }
    this.state = 'saving';
    this.running = this.put(letter, content).finally(() => (this.running = undefined));
    await this.running;
    return (this.state as Saving) === 'saved';
  }

  private async put(letter: NonNullable<ReturnType<typeof letterOf>>, content: string): Promise<void> {
    try {
      const saved = await ask(api.PUT('/api/desk/mail/{id}', { params: { path: { id: this.id }, header: letterReason() }, body: { revision: this.revision, letter } }));
      this.took(saved, content);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'stale-revision') await this.meet();
      else Object.assign(this, { state: 'failed', failed: failure });
    }
  }

  private took(saved: DeskLetter, content: string): void {
    this.revision = saved.row.revision;
    this.sent = content;
    this.savedAt = Date.now();
    this.failed = undefined;
    putLetter(saved);
    const now = JSON.stringify(letterOf($state.snapshot(this.form) as DraftForm));
    if (now === content) {
      this.state = 'saved';
      void keep(this.name, undefined).catch(() => undefined);
    } else this.changed();
  }

  /** A colleague saved first: shows what is there now. */
  private async meet(): Promise<void> {
    try {
      const theirs = await ask(api.GET('/api/desk/mail/{id}', { params: { path: { id: this.id }, header: letterReason() } }));
      putLetter(theirs);
      // Only a document came or went: that is no other text.
      if (JSON.stringify(letterOf(formOf(theirs.letter))) === this.sent) {
        this.revision = theirs.row.revision;
        this.state = 'typing';
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
        return;
      }
      this.theirs = theirs;
      this.state = 'conflict';
    } catch (error) {
      Object.assign(this, { state: 'failed', failed: failureOf(error) });
    }
  }

  /** What I typed holds; theirs is overwritten. */
  async keepMine(): Promise<void> {
    if (!this.theirs) return;
    this.revision = this.theirs.row.revision;
    this.theirs = undefined;
    this.state = 'typing';
    await this.save();
  }

  /** What the colleague saved holds; mine is gone. */
  async takeTheirs(): Promise<void> {
    const { theirs } = this;
    if (!theirs) return;
    this.form = formOf(theirs.letter);
    this.revision = theirs.row.revision;
    this.sent = JSON.stringify(letterOf(this.form));
    Object.assign(this, { theirs: undefined, state: 'saved', failed: undefined });
    await keep(this.name, undefined).catch(() => undefined);
  }

  /** A document came or went, so the letter has another revision. */
  async refresh(): Promise<void> {
    const found = await ask(api.GET('/api/desk/mail/{id}', { params: { path: { id: this.id }, header: letterReason() } }));
    putLetter(found);
    if (JSON.stringify(letterOf(formOf(found.letter))) === this.sent) this.revision = found.row.revision;
  }

  /** The revision to send. */
  get current(): number {
    return this.revision;
  }

  /** Sent, or thrown away: nothing is left to keep. */
  async forget(): Promise<void> {
    window.clearTimeout(this.timer);
    await keep(this.name, undefined).catch(() => undefined);
  }
}
