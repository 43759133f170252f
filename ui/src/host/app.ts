// The app's host: the only file of the UI that may import @tauri-apps/*. Every call is one door of the shell (src-tauri/src/doors).
import { Channel, convertFileSrc, invoke } from '@tauri-apps/api/core';
import { chooseFiles } from './choose';
import { HostError, type FingerHint, type Host, type HostFailure, type LiveEvent, type LiveState, type PhotoRefusal } from './index';
import type { PickedPhoto, PickResult, PinNeed, Point, SessionAdvice, TownCard, WhyLeft } from './index';

interface Refusal {
  code: string;
  message: string;
  wait_s?: number;
  tries_left?: number;
}

interface Capabilities {
  keyring: 'kept' | 'none' | 'locked' | 'failed';
  notices: boolean;
}

interface Answer {
  status: number;
  headers: [string, string][];
  body: string;
}

interface KeptPhoto {
  id: string;
  name: string;
  bytes: number;
  gps: Point | null;
}

type Message =
  | { kind: 'open'; path: string }
  | { kind: 'live'; event: LiveEvent }
  | { kind: 'state'; state: LiveState }
  | { kind: 'lock'; locked: boolean }
  | { kind: 'left'; why: WhyLeft }
  | { kind: 'finger'; hint: FingerHint };

// What the shell says, in the words of the interface. A code that is missing here is a bug of ours and stays "unavailable".
const FAILURES: Record<string, HostFailure> = {
  cancelled: 'cancelled',
  denied: 'denied',
  'finger-gone': 'finger',
  'finger-none': 'finger',
  'finger-unknown': 'finger',
  'no-keyring': 'no-keyring',
  'no-passkey': 'no-passkey',
  'not-a-town': 'not-a-town',
  'no-town': 'no-town',
  'passkey-exists': 'passkey-exists',
  'pin-length': 'pin-length',
  'pin-missing': 'pin-wrong',
  'pin-wrong': 'pin-wrong',
  'pin-blocked': 'pin-blocked',
  'pin-wiped': 'app-pin-wiped',
  timeout: 'timeout',
  offline: 'offline',
  gone: 'unavailable',
};

const REFUSED_PHOTOS: Record<string, PhotoRefusal> = { heic: 'heic', type: 'type', 'too-large': 'too-large' };

const SCHEME = 'rathaus';

function refusal(error: unknown): Refusal {
  const known = error as Partial<Refusal> | null;
  if (typeof known?.code === 'string') return { ...known, code: known.code, message: known.message ?? '' };
  return { code: 'unavailable', message: String(error) };
}

/** Opens a door; what the shell refuses becomes a `HostError`. */
async function door<T>(name: string, args?: Record<string, unknown> | Uint8Array, headers?: Record<string, string>): Promise<T> {
  try {
    return await invoke<T>(name, args, headers && { headers });
  } catch (error) {
    const { code, message, wait_s, tries_left } = refusal(error);
    throw new HostError(FAILURES[code] ?? 'unavailable', `${code}: ${message}`, wait_s, tries_left);
  }
}

// A status without content must not get a body, not even an empty one.
function response({ status, headers, body }: Answer): Response {
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers });
}

async function asDoorsTakeIt(request: Request) {
  const url = new URL(request.url);
  const json = request.body === null ? '' : await request.text();
  return { method: request.method, path: url.pathname + url.search, headers: [...request.headers], json: json === '' ? null : json };
}

async function fetchByShell(request: Request): Promise<Response> {
  return response(await door<Answer>('request', { request: await asDoorsTakeIt(request) }));
}

async function download(request: Request, name: string): Promise<{ response: Response; path?: string }> {
  const fetched = await door<{ answer: Answer; path: string | null }>('file_fetch', { request: await asDoorsTakeIt(request), name });
  return { response: response(fetched.answer), path: fetched.path ?? undefined };
}

// One channel for all that the shell says unasked; the pages come and go as listeners.
const openers = new Set<(path: string) => void>();
const listeners = new Set<{ onEvent: (event: LiveEvent) => void; onState: (state: LiveState) => void }>();
const lockListeners = new Set<(locked: boolean) => void>();
const leftListeners = new Set<(why: WhyLeft) => void>();
let hinted: (hint: FingerHint) => void = () => undefined;
let locked = false;
let liveState: LiveState = 'closed';
let waitingPath: string | undefined;
let left: WhyLeft | undefined;

function hear(message: Message): void {
  switch (message.kind) {
    case 'open':
      if (openers.size === 0) waitingPath = message.path;
      for (const open of openers) open(message.path);
      break;
    case 'live':
      for (const listener of listeners) listener.onEvent(message.event);
      break;
    case 'state':
      liveState = message.state;
      for (const listener of listeners) listener.onState(message.state);
      break;
    case 'lock':
      locked = message.locked;
      cover();
      for (const listener of lockListeners) listener(locked);
      // Only now nothing lies over the page any more.
      if (!locked) back();
      break;
    case 'left':
      left = message.why;
      cover();
      for (const listener of leftListeners) listener(left);
      break;
    case 'finger':
      hinted(message.hint);
      break;
  }
}

// At once, before anything is loaded that says so. Nothing is taken out of the page: what was typed stays where it is.
function cover(): void {
  const page = document.getElementById('app');
  if (!page) return;
  const covered = locked || left !== undefined;
  if (covered && !page.inert) focused = document.activeElement;
  page.style.visibility = covered ? 'hidden' : '';
  page.inert = covered;
}

let focused: Element | null = null;

/** Whoever typed goes on typing. */
function back(): void {
  if (focused instanceof HTMLElement && focused !== document.body && focused.isConnected) focused.focus();
  focused = null;
}

function photoOf({ id, name, bytes, gps }: KeptPhoto): PickedPhoto {
  return { id, name, bytes, gps: gps ?? undefined, previewUrl: address(`/photo/${id}`) };
}

/** An address of the shell's own scheme; the path stays readable, so that `{z}/{x}/{y}` of a map survives. */
function address(path: string): string {
  return convertFileSrc('', SCHEME).replace(/\/$/, '') + path;
}

async function pick(max: number): Promise<PickResult> {
  const result: PickResult = { photos: [], refused: [] };
  // One after another: each one takes a core for a moment.
  const files = await chooseFiles(max);
  for (const { name } of files.slice(max)) result.refused.push({ name, why: 'too-many' });
  for (const file of files.slice(0, max)) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const kept = await invoke<KeptPhoto>('photo_add', bytes, { headers: { 'photo-name': encodeURIComponent(file.name) } });
      result.photos.push(photoOf(kept));
    } catch (error) {
      result.refused.push({ name: file.name, why: REFUSED_PHOTOS[refusal(error).code] ?? 'unreadable' });
    }
  }
  return result;
}

async function restore(ids: readonly string[]): Promise<PickedPhoto[]> {
  const found = await Promise.all(ids.map((id) => door<KeptPhoto>('photo_find', { id }).catch(() => undefined)));
  return found.filter((photo) => photo !== undefined).map(photoOf);
}

// The tray and the notices speak the language of the page.
function followLanguage(): void {
  const tell = () => void door('set_language', { tag: document.documentElement.lang }).catch(() => undefined);
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ['lang'] });
  tell();
}

const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

const passkeys: Host['passkeys'] = {
  available: () => true,
  needsPin: () => door<PinNeed>('pin_need'),
  finger: {
    verify(told) {
      hinted = told;
      return door('finger_verify');
    },
    stop: () => void door('finger_stop').catch(() => undefined),
  },
  create: (options, pin) => door('passkey_create', { options, pin: pin ?? null }),
  get: (options, pin) => door('passkey_get', { options, pin: pin ?? null }),
  resetPin: () => door('pin_reset'),
  deviceName: () => ['Rathaus-App', SYSTEMS.find(([pattern]) => pattern.test(navigator.userAgent))?.[1]].filter(Boolean).join(', '),
};

const browserSignIn: NonNullable<Host['browserSignIn']> = {
  begin: () => door('browser_sign_in', { device: passkeys.deviceName() }),
  answer: (yes) => door('browser_sign_in_answer', { yes }),
  stop: () => void door('browser_sign_in_stop').catch(() => undefined),
};

const errand: NonNullable<Host['errand']> = {
  begin: () => door('errand_begin'),
  wait: (url) => door('errand_wait', { url }),
  stop: () => void door('errand_stop').catch(() => undefined),
};

const lock: NonNullable<Host['lock']> = {
  onChange(listener) {
    lockListeners.add(listener);
    listener(locked);
    return () => lockListeners.delete(listener);
  },
  onLeft(listener) {
    leftListeners.add(listener);
    if (left !== undefined) listener(left);
    return () => leftListeners.delete(listener);
  },
  now: () => door<boolean>('lock_now'),
  unlock: (pin) => door('unlock', { pin }),
  choosePin: (pin) => door('pin_choose', { pin }),
};

const town: NonNullable<Host['town']> = {
  current: () => door<TownCard | null>('town_current'),
  check: (typed) => door<TownCard>('town_check', { address: typed }),
  trust: (card) => door('town_choose', { origin: card.origin }),
};

function live(_path: string, onEvent: (event: LiveEvent) => void, onState: (state: LiveState) => void): () => void {
  const listener = { onEvent, onState };
  listeners.add(listener);
  onState(liveState);
  return () => listeners.delete(listener);
}

function onOpen(open: (path: string) => void): () => void {
  openers.add(open);
  if (waitingPath !== undefined) open(waitingPath);
  waitingPath = undefined;
  return () => openers.delete(open);
}

async function saveFile(name: string, content: Blob): Promise<string> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  return door<string>('file_save', bytes, { 'file-name': encodeURIComponent(name) });
}

async function publicOrigin(): Promise<string> {
  const card = await town.current();
  if (!card) throw new HostError('unavailable', 'no town has been chosen yet');
  return card.origin;
}

export function appHost(): Promise<Host> {
  // Nothing is waited for: asking the keyring and the notification service takes time, and the first picture does not need them.
  let notices = true;
  void door<Capabilities>('capabilities').then((found) => (notices = found.notices), () => undefined);
  const channel = new Channel<Message>();
  channel.onmessage = hear;
  void door('subscribe', { channel }).catch(() => undefined);
  followLanguage();
  const permission = () => (notices ? 'granted' : 'unavailable');
  return Promise.resolve<Host>({
    fetch: fetchByShell,
    live,
    passkeys,
    photos: { pick, restore, discard: (id) => door('photo_remove', { id }) },
    async sendPhoto(photo, path, headers) {
      const request = { method: 'POST', path, headers: Object.entries(headers), photo: photo.id };
      return response(await door<Answer>('request', { request }));
    },
    async imageUrl(path, headers) {
      if (!headers) return address(path);
      return address(await door<string>('picture_address', { path, headers: Object.entries(headers) }));
    },
    pictureUrl: address,
    // WebKitGTK has no prompt for it, and a desktop seldom knows where it stands.
    position: { available: () => false, get: () => Promise.reject(new HostError('denied')) },
    notify: {
      permission,
      ask: () => Promise.resolve(permission()),
      // The shell rings by itself, also while the window is closed and this page sleeps.
      show: () => undefined,
    },
    drafts: {
      async load(name) {
        const json = await door<string | null>('draft_load', { name });
        return json === null ? undefined : (JSON.parse(json) as unknown);
      },
      save: (name, value) => door('draft_save', { name, json: JSON.stringify(value) }),
      remove: (name) => door('draft_remove', { name }),
    },
    openExternal: (url) => door('open_external', { url }),
    download,
    saveFile,
    copy: (text) => navigator.clipboard.writeText(text),
    town,
    browserSignIn,
    errand,
    lock,
    sessionAdvice: () => door<SessionAdvice>('session_advice'),
    publicOrigin,
    onOpen,
  });
}
