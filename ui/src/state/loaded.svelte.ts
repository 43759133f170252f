// Something a page asks the server for: the data, or why there is none yet. What was loaded once stays visible when a later try fails.
import { describe, type Explained } from '../api';

export class Loaded<T> {
  data = $state.raw<T>();
  failure = $state.raw<Explained>();
  /** When `data` came, in milliseconds since 1970; 0 before. */
  at = $state(0);
  private turn = 0;

  constructor(private readonly fetch: () => Promise<T>) {}

  async load(): Promise<void> {
    const mine = ++this.turn;
    try {
      const data = await this.fetch();
      if (mine === this.turn) this.put(data);
    } catch (error) {
      if (mine === this.turn) this.failure = describe(error);
    }
  }

  /** An answer to something else carried it along. */
  put(data: T): void {
    this.turn += 1;
    this.data = data;
    this.failure = undefined;
    this.at = Date.now();
  }

  /** Nothing of one person may be shown to another. */
  forget(): void {
    this.turn += 1;
    this.data = undefined;
    this.failure = undefined;
    this.at = 0;
  }
}
