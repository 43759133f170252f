// One act at a time on a page: who is busy, what failed, and which field it was.
import { describe, failureOf, fieldText, type Explained, type Failure } from '../api';
import { t } from '../texts/index.svelte';

export class Act {
  /** Name of what is going on. */
  busy = $state<string>();
  failed = $state.raw<Failure>();

  /** The words for what failed. */
  get failure(): Explained | undefined {
    return this.failed && describe(this.failed);
  }

  /** Runs it unless something else is going on; answers whether it worked. */
  async run(what: string, act: () => Promise<void>): Promise<boolean> {
    if (this.busy !== undefined) return false;
    this.busy = what;
    this.failed = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      this.failed = failureOf(error);
      return false;
    } finally {
      this.busy = undefined;
    }
  }

  /** The words for one field of the last request, by its JSON pointer. */
  errorOf(pointer: string): string | undefined {
    const error = this.failed?.field(pointer);
    if (!error) return undefined;
    const { key, args } = fieldText(error);
    return t(key, args);
  }
}
