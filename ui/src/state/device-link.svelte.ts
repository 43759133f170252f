// A new device on its way in, seen from both sides. The server knows where it is; both sides ask it again and again while they wait.
import { api, ask, failureOf } from '../api';
import type { Link, LinkEntered } from '../api/accounts';
import { host } from '../host';
import { onLive } from './live.svelte';
import { withPin } from './pin.svelte';
import { opened } from './session.svelte';
import { withStepUp } from './step-up.svelte';
import { askTimed } from './timed';

const ASK_EVERY_MS = 2000;

/** Asks until there is nothing more to wait for. Without an answer it goes on asking: the network may come back. */
function waiting(look: () => Promise<boolean>): () => void {
  let timer: number | undefined;
  let stopped = false;
  const step = async () => {
    const more = await look().catch(() => true);
    if (more && !stopped) timer = window.setTimeout(() => void step(), ASK_EVERY_MS);
  };
  timer = window.setTimeout(() => void step(), ASK_EVERY_MS);
  return () => {
    stopped = true;
    window.clearTimeout(timer);
  };
}

/** The server's clock is told in whole seconds, rounded down: rather promise a second too little. */
const WHOLE_SECOND_MS = 1000;

const isOver = (state: Link['state']) => state === 'used' || state === 'ended';

export interface Invitation {
  id: string;
  code: string;
  url: string;
  /** Milliseconds the code had left when it came, by the clock of the server. */
  ms: number;
}

/** The signed-in device: shows the code, then asks whether the words match. */
export class LinkOwner {
  invitation = $state.raw<Invitation>();
  link = $state.raw<Link>();
  private stop: () => void = () => undefined;

  /** Where it is; nothing before there is a code. */
  get state(): Link['state'] | undefined {
    return this.link?.state ?? (this.invitation && 'open');
  }

  /** A new code; the one before ends. */
  async invite(): Promise<void> {
    const { data, leftMs } = await withStepUp(() => askTimed(api.POST('/api/accounts/links')));
    this.leave();
    this.link = undefined;
    this.invitation = { id: data.id, code: data.code, url: data.url, ms: leftMs(data.expires_at) - WHOLE_SECOND_MS };
    const stopAsking = waiting(() => this.look());
    // The live stream is faster where it is open.
    const stopListening = onLive((event) => {
      if (event.kind === 'link_entered') void this.look().catch(() => undefined);
    });
    this.stop = () => {
      stopAsking();
      stopListening();
    };
  }

  private get path() {
    return { params: { path: { id: this.invitation?.id ?? '' } } };
  }

  private async look(): Promise<boolean> {
    const asked = this.invitation;
    if (!asked) return false;
    const link = await ask(api.GET('/api/accounts/links/{id}', this.path)).catch((error: unknown) => {
      // Forgotten by the server, long after its end.
      if (failureOf(error).code === 'not-found') return { id: asked.id, state: 'ended', expires_at: '' } satisfies Link;
      throw error;
    });
    // Another code was made while the answer was on its way.
    if (this.invitation === asked) this.link = link;
    return this.invitation === asked && !isOver(link.state);
  }

  /** Both screens show the same word. */
  async confirm(): Promise<void> {
    const word = this.link?.word ?? '';
    try {
      this.link = await withStepUp(() => ask(api.POST('/api/accounts/links/{id}/confirm', { ...this.path, body: { word } })));
    } catch (error) {
      if (failureOf(error).code === 'code-invalid' && this.link) this.link = { ...this.link, state: 'ended' };
      throw error;
    }
  }

  /** No device shall come in (any more). */
  async refuse(): Promise<void> {
    await ask(api.DELETE('/api/accounts/links/{id}', this.path));
    if (this.link) this.link = { ...this.link, state: 'ended' };
    else this.invitation = undefined;
    this.leave();
  }

  /** The page goes away; the code stays what it is. */
  leave(): void {
    this.stop();
  }
}

/** The new device: shows the code it was told, waits, makes its passkey. */
export class LinkNewcomer {
  entered = $state.raw<LinkEntered>();
  /** Milliseconds left when it came in, by the clock of the server. */
  ms = $state(0);
  state = $state<Link['state']>();
  private stop: () => void = () => undefined;

  async enter(code: string): Promise<void> {
    const { passkeys } = await host();
    const { data, leftMs } = await askTimed(api.POST('/api/accounts/links/open', { body: { code, device: passkeys.deviceName() } }));
    this.entered = data;
    this.ms = leftMs(data.expires_at) - WHOLE_SECOND_MS;
    this.state = 'entered';
    this.stop = waiting(() => this.look());
  }

  private async look(): Promise<boolean> {
    const claim = this.entered?.claim ?? '';
    try {
      this.state = (await ask(api.POST('/api/accounts/links/progress', { body: { claim } }))).state;
    } catch (error) {
      if (failureOf(error).code !== 'code-invalid') throw error;
      this.state = 'ended';
    }
    return this.state === 'entered' || this.state === 'open';
  }

  /** Makes the passkey of this device and signs in. Needs a press of a button: browsers want to see one. */
  async makePasskey(): Promise<void> {
    const claim = this.entered?.claim ?? '';
    const { passkeys } = await host();
    try {
      await withPin('make', async (pin) => {
        const begun = await ask(api.POST('/api/accounts/links/passkey', { body: { claim } }));
        const credential = await passkeys.create(begun.options, pin);
        const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
        opened((await ask(api.POST('/api/accounts/links/passkey/finish', { body }))).account);
      });
      this.state = 'used';
    } catch (error) {
      if (['code-invalid', 'ceremony-expired'].includes(failureOf(error).code)) this.state = 'ended';
      throw error;
    }
  }

  leave(): void {
    this.stop();
  }
}
