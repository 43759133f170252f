// ONE table from problem code to words: what happened, what is safe, what to do next. The server's own title is for developers.
import { t, type TextArgs } from '../texts/index.svelte';
import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
type FieldError = components['schemas']['FieldError'];

const URN = 'urn:rathaus:problem:';

/** What the person can do about it. `retry` offers the same act again, `sign-in` the login, the others only say. */
export type NextStep = 'retry' | 'sign-in' | 'reload' | 'start' | 'fix' | 'wait' | 'none';

// The sentence of a code is the text `problem-<code>`. Codes that stand nowhere here are told as `strange`.
const STEPS: Record<string, NextStep> = {
  malformed: 'reload',
  'idempotency-key-missing': 'reload',
  'idempotency-key-reused': 'reload',
  'not-signed-in': 'sign-in',
  'passkey-refused': 'retry',
  forbidden: 'start',
  'step-up-required': 'retry',
  'level-required': 'none',
  'consent-required': 'none',
  'reason-required': 'fix',
  'origin-refused': 'reload',
  'not-found': 'start',
  'method-not-allowed': 'reload',
  timeout: 'retry',
  'stale-revision': 'reload',
  'wrong-state': 'reload',
  'ceremony-expired': 'retry',
  'last-way-in': 'none',
  'last-admin': 'none',
  'invitation-invalid': 'none',
  'too-large': 'fix',
  'unsupported-media': 'fix',
  'document-refused': 'fix',
  'picture-heic': 'fix',
  'picture-unreadable': 'fix',
  'picture-too-many-pixels': 'fix',
  'invalid-fields': 'fix',
  'outside-town': 'fix',
  'outside-town-confirm': 'fix',
  'code-invalid': 'fix',
  'rate-limited': 'wait',
  'too-many-tries': 'wait',
  internal: 'retry',
  unavailable: 'retry',
  'storage-full': 'retry',
  // Not from the server: what the way to it can do.
  offline: 'retry',
  strange: 'retry',
  // From the host.
  cancelled: 'retry',
  'pin-wrong': 'retry',
  'pin-length': 'retry',
  'pin-blocked': 'wait',
  'app-pin-wiped': 'none',
  'app-answer-lost': 'retry',
  'no-town': 'start',
  'no-keyring': 'none',
  'no-passkey': 'none',
  'passkey-exists': 'none',
  'not-a-town': 'fix',
  denied: 'none',
};

/** Everything that can go wrong on the way to the server and back, with its code. */
export class Failure extends Error {
  readonly code: string;
  readonly status: number;
  /** Connects with the server's log; a resident can quote it. */
  readonly requestId: string;
  readonly errors: readonly FieldError[];
  readonly revision: number | undefined;
  /** Seconds the server (or the app, for its PIN) asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem | undefined, response?: Response, code?: string, seconds?: number) {
    const known = problem?.type?.startsWith(URN) ? problem.type.slice(URN.length) : undefined;
    super(problem?.title ?? code ?? known ?? 'failure');
    this.name = 'Failure';
    this.code = code ?? known ?? (response ? codeOfStatus(response.status) : 'strange');
    this.status = response?.status ?? 0;
    this.requestId = problem?.request_id ?? '';
    this.errors = problem?.errors ?? [];
    this.revision = problem?.revision ?? undefined;
    const wait = seconds ?? Number(response?.headers.get('Retry-After'));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  }

  /** The field error of a JSON pointer, for example `/place/lat`. */
  field(pointer: string): FieldError | undefined {
    return this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
  }
}

// A proxy between us may answer without our problem document. Only the town itself says that nobody is signed in.
function codeOfStatus(status: number): string {
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return 'strange';
}

/** Turns whatever was thrown on the way into a `Failure`: no network, or a reason of the host. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { why, seconds } = (error ?? {}) as { why?: unknown; seconds?: number };
  if (typeof why === 'string') return new Failure(undefined, undefined, why in STEPS ? why : 'strange', seconds);
  if (error instanceof TypeError) return new Failure(undefined, undefined, 'offline');
  return new Failure(undefined, undefined, 'strange');
}

export interface Explained {
  /** Key of the sentence. */
  sentence: string;
  args: TextArgs;
  step: NextStep;
  /** Reference number to quote, if the server gave one. */
  reference: string;
  /** Seconds to wait, for the step `wait`. */
  seconds?: number;
}

const WAIT_S_DEFAULT = 30;

/** "30 Sekunden", "2 Minuten": as people would say it, rather too long than too short. */
export function waitWords(seconds: number): string {
  const minutes = seconds < 120 ? 0 : Math.ceil(seconds / 60);
  return t('problem-wait', { seconds, minutes, hours: minutes < 120 ? 0 : Math.ceil(minutes / 60) });
}

/** The words for any failure. */
export function describe(error: unknown): Explained {
  const failure = failureOf(error);
  const code = failure.code in STEPS ? failure.code : 'strange';
  const seconds = failure.retryAfter ?? WAIT_S_DEFAULT;
  const step = STEPS[code] ?? 'retry';
  return {
    sentence: `problem-${code}`,
    step,
    args: step === 'wait' ? { wait: waitWords(seconds) } : {},
    reference: failure.requestId,
    ...(step === 'wait' ? { seconds } : {}),
  };
}

/** The words for one field of an `invalid-fields` answer, where the page has no better ones of its own. */
export function fieldText(error: FieldError): { key: string; args: TextArgs } {
  return { key: `problem-field-${error.code}`, args: { limit: error.limit ?? 0 } };
}
