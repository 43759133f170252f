// Answers with the server's clock beside them (RFC 9110, 6.6.1): how long something still takes must not depend on this device's clock.
import { ask } from '../api';

interface Timed<T> {
  data: T;
  /** Milliseconds from this answer until a moment that the server named. */
  leftMs: (until: string) => number;
}

/** As `ask`, and remembers when the server answered. */
export async function askTimed<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Timed<T>> {
  const data = await ask(answer);
  const { response } = await answer;
  const came = performance.now();
  const said = Date.parse(response.headers.get('Date') ?? '');
  // Without the header only this device's clock is left.
  const now = Number.isNaN(said) ? Date.now() : said;
  return { data, leftMs: (until) => Math.max(0, Date.parse(until) - now - (performance.now() - came)) };
}
