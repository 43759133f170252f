// The app's lock screen: it stands beside the page, not in it, because the page is hidden while it is there.
import { mount, unmount } from 'svelte';
import type { Host } from '../host';
import { needTexts } from '../texts/index.svelte';
import { beginAnew, hearWhy } from './leaving';

const TEXTS = ['frame', 'kit', 'problem', 'kit-pin', 'problem-app', 'lock'] as const;

/** The page before had to go: why, and the ways back. */
async function tellWhy(): Promise<void> {
  const [{ default: KeysGone }] = await Promise.all([import('../frame/KeysGone.svelte'), needTexts(...TEXTS)]);
  mount(KeysGone, { target: document.body.appendChild(document.createElement('div')) });
}

export async function followLock(lock: NonNullable<Host['lock']>): Promise<void> {
  let shown: { close: () => Promise<void> } | undefined;
  let locked = false;
  const show = async () => {
    const [{ default: LockScreen }] = await Promise.all([import('../frame/LockScreen.svelte'), needTexts(...TEXTS)]);
    // Opened again while it was loaded.
    if (!locked || shown) return;
    const title = document.title;
    // The name of a page says what somebody does with the town hall.
    document.title = 'Rathaus';
    const target = document.body.appendChild(document.createElement('div'));
    const screen = mount(LockScreen, { target });
    shown = {
      close: async () => {
        await unmount(screen);
        target.remove();
        if (document.title === 'Rathaus') document.title = title;
      },
    };
  };
  if (hearWhy()) void tellWhy();
  lock.onLeft(beginAnew);
  lock.onChange((now) => {
    locked = now;
    if (now) void show();
    else {
      void shown?.close();
      shown = undefined;
    }
  });
}
