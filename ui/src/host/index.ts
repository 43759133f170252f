// The host is what differs between the browser and the app. Nobody asks "am I in the app?"; a page asks "can it?".
// Two implementations ship: browser.ts and app.ts (the only file that may know the shell).
import type { components } from '../api/schema';

export type LiveEvent = components['schemas']['LiveEvent'];
export type TownCard = components['schemas']['TownCard'];

export interface Point {
  lat: number;
  lon: number;
  /** Radius in metres within which the device is sure. */
  accuracy_m?: number;
}

/** A picture that the host keeps for us. Only the handle travels: in the app the bytes stay outside the webview. */
export interface PickedPhoto {
  /** Stable until discarded or sent, also after a reload. */
  id: string;
  /** For `<img src>`; blob: in the browser, the handle scheme in the app. */
  previewUrl: string;
  /** The file's name as the resident knows it. */
  name: string;
  /** Size of what will be sent. */
  bytes: number;
  /** Where the picture says it was taken. Only a suggestion, never sent with the picture. */
  gps?: Point;
}

/** Why a picture could not be taken; a text exists for each. */
export type PhotoRefusal = 'heic' | 'type' | 'unreadable' | 'too-large' | 'too-many';

export interface PickResult {
  photos: PickedPhoto[];
  refused: { name: string; why: PhotoRefusal }[];
}

/** `unset`: the resident chooses a PIN now; `set`: asks for it; `none`: the device itself verifies the person. */
export interface PinNeed {
  need: 'none' | 'set' | 'unset';
  /** Wrong tries until the host deletes the keys of this device. */
  tries_left?: number;
  /** The sensor can be asked instead. */
  finger?: boolean;
}
/** What a fingerprint sensor asks for; a text exists for each. */
export type FingerHint = 'touch' | 'again' | 'no-match';
/** What the session asks of the person after its end: sign in with the key of this device, another way, or wait. */
export type SessionAdvice = 'go-on' | 'wait' | 'sign-in-here' | 'other-way';

/** Why the keys of this device are gone: ten wrong PINs, or a forgotten one. */
export type WhyLeft = 'tries' | 'reset';

export type NotifyPermission = 'granted' | 'denied' | 'ask' | 'unavailable';

export type LiveState = 'connecting' | 'open' | 'closed';

export interface Notice {
  title: string;
  body: string;
  /** Opened when the person acts on it: a path of ours. */
  path: string;
}

/** A failure the host can name; everything else is a bug. */
export type HostFailure =
  | 'cancelled'
  | 'pin-wrong'
  | 'pin-blocked'
  | 'pin-length'
  | 'app-pin-wiped'
  | 'finger'
  | 'offline'
  | 'no-town'
  | 'no-keyring'
  | 'no-passkey'
  | 'passkey-exists'
  | 'unavailable'
  | 'denied'
  | 'timeout'
  | 'not-a-town';

export class HostError extends Error {
  readonly why: HostFailure;
  /** Seconds after which trying again makes sense, where the host knows. */
  readonly seconds: number | undefined;
  /** Wrong PINs until the keys of this device are deleted, where the host counts. */
  readonly triesLeft: number | undefined;

  constructor(why: HostFailure, detail?: string, seconds?: number, triesLeft?: number) {
    super(detail ?? why);
    this.name = 'HostError';
    this.why = why;
    this.seconds = seconds;
    this.triesLeft = triesLeft;
  }
}

export interface Host {
  /** The transport: in the app it hands the request to the shell, which adds the session and may answer from its copy. */
  fetch(request: Request): Promise<Response>;

  /** The live stream: an EventSource in the browser, a channel in the app. Returns how to stop. */
  live(path: string, onEvent: (event: LiveEvent) => void, onState: (state: LiveState) => void): () => void;

  /** Passkeys: `navigator.credentials` in the browser, the system's keyring in the app (its webview has no WebAuthn). */
  passkeys: {
    available(): boolean;
    /** Whether an app PIN must be asked before `create` and `get`, because the device cannot verify its owner. */
    needsPin(): Promise<PinNeed>;
    create(options: object, pin?: string): Promise<object>;
    get(options: object, pin?: string): Promise<object>;
    /** Asks the fingerprint sensor; then `create` and `get` need no PIN once. Fails with `finger` where the PIN must help. */
    finger?: {
      verify(told: (hint: FingerHint) => void): Promise<void>;
      stop(): void;
    };
    /** Forgets the PIN and with it every passkey of this device: whoever asks for it has not shown who they are. Warn first. */
    resetPin(): Promise<void>;
    /** How the person will recognise this device in the list. */
    deviceName(): string;
  };

  /** Photos: a file dialog in both, but the app keeps the bytes and hands out handles only. */
  photos: {
    pick(max: number): Promise<PickResult>;
    /** Photos of a draft after a reload; those that are gone are left out. */
    restore(ids: readonly string[]): Promise<PickedPhoto[]>;
    discard(id: string): Promise<void>;
  };

  /** Sends a kept picture as a raw body; the bytes never pass through JSON. */
  sendPhoto(photo: PickedPhoto, path: string, headers: Record<string, string>): Promise<Response>;

  /** A picture behind the session. The app's `<img>` cannot send its token, so the host makes an address that works. */
  imageUrl(path: string, headers?: Record<string, string>): Promise<string>;

  /** The address under which an <img> finds a public picture of the server (map tiles): the app has its own scheme for it. */
  pictureUrl(path: string): string;

  /** The device's position; the app's webview denies it, so that it can say "no". */
  position: {
    available(): boolean;
    get(): Promise<Point>;
  };

  /** Notices of the operating system. */
  notify: {
    permission(): NotifyPermission;
    ask(): Promise<NotifyPermission>;
    show(notice: Notice): void;
  };

  /** Drafts, so that no typed text is lost on a reload or a lost session. Values are JSON. */
  drafts: {
    load(name: string): Promise<unknown>;
    save(name: string, value: unknown): Promise<void>;
    remove(name: string): Promise<void>;
  };

  /** Links that leave the town hall: the app must not show them in its own window. Only https, tel and mailto. */
  openExternal(url: string): Promise<void>;
  /** Leaves this page for a site that sends the person back here. Absent where the window may show nothing but the town hall. */
  leave?(url: string): void;
  /** Asks for a file and saves it under a name; the answer comes without it. Absent where the page itself may hold the bytes. */
  download?(request: Request, name: string): Promise<{ response: Response; path?: string }>;
  /** Returns where the file is, if the host knows; a browser shows that itself. */
  saveFile(name: string, content: Blob): Promise<string | undefined>;
  copy(text: string): Promise<void>;

  /** Which town: chosen at first start of the app; in a browser the address bar has decided, so this is absent. */
  town?: {
    current(): Promise<TownCard | null>;
    /** Fetches the card of an address so that the person can look at it before trusting it. Fails with `not-a-town`. */
    check(address: string): Promise<TownCard>;
    trust(card: TownCard): Promise<void>;
  };

  /** The origin that a link for other people must carry: in the app the page's own address means nothing to them. */
  publicOrigin(): Promise<string>;

  /** Signing in by the system's browser, for those whose passkey lives there. Absent where this is that browser. */
  browserSignIn?: {
    /** Opens the browser and waits for it; answers as the town does: the account, or a problem. Nobody is signed in yet. */
    begin(): Promise<{ account?: components['schemas']['Account'] }>;
    /** Whether it is the person who sits here; only then they are signed in. */
    answer(yes: boolean): Promise<void>;
    stop(): void;
  };

  /** An errand in the system's browser that ends here, for windows that may show nothing but the town hall. Absent where this is that browser. */
  errand?: {
    /** Gets ready; the address on this device that the town must know before anybody leaves. */
    begin(): Promise<string>;
    /** Opens the page in the browser and waits for what it brings back. Fails with `denied` after a no there, with `cancelled` after `stop`. */
    wait(url: string): Promise<{ code: string; state: string; iss?: string }>;
    stop(): void;
  };

  /** The app's lock, which hides the page while nobody is there. Absent where the browser's owner locks the whole device. */
  lock?: {
    /** Told at once whether it is locked, and at each change. Returns how to stop. */
    onChange(listener: (locked: boolean) => void): () => void;
    /** The keys of this device are gone: the page has to begin anew without showing again what it held. Returns how to stop. */
    onLeft(listener: (why: WhyLeft) => void): () => void;
    /** Locks; false where nothing could open it again. */
    now(): Promise<boolean>;
    unlock(pin: string): Promise<void>;
    /** The first PIN, where there is none. */
    choosePin(pin: string): Promise<void>;
  };

  /** How to go on after a session ended, where the host knows more than the page. */
  sessionAdvice?(): Promise<SessionAdvice>;

  /** Paths the shell asks us to open (a notification was clicked). Returns how to stop. */
  onOpen(open: (path: string) => void): () => void;
}

let chosen: Promise<Host> | undefined;

/** The one host of this page. The only place that asks where we run. */
export function host(): Promise<Host> {
  chosen ??=
    '__TAURI_INTERNALS__' in window
      ? import('./app').then((module) => module.appHost())
      : import('./browser').then((module) => module.browserHost());
  return chosen;
}
