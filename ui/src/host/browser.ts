// The browser's host: same-origin requests with the session cookie, the platform's own passkeys, files, position and notices.
import { deviceName } from './browser/device-name';
import { drop, put, take } from './browser/store';
import { chooseFiles } from './choose';
import { HostError, type Host, type NotifyPermission } from './index';

const POSITION_TIMEOUT_MS = 15_000;
const LIVE_AGAIN_MS = 10_000;

// Decoding and drawing pictures is not needed before somebody takes one.
const photos = () => import('./browser/photos');
const passkeys = () => import('./browser/passkeys');

function permission(): NotifyPermission {
  if (!('Notification' in window)) return 'unavailable';
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

function position(): ReturnType<Host['position']['get']> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy }),
      (error) => reject(new HostError(error.code === error.PERMISSION_DENIED ? 'denied' : 'timeout', error.message)),
      { enableHighAccuracy: true, timeout: POSITION_TIMEOUT_MS, maximumAge: 10_000 },
    );
  });
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(content);
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click has returned.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// Only who is signed in listens.
function liveLater(...[path, onEvent, onState]: Parameters<Host['live']>): () => void {
  let stop = (): void => undefined;
  let stopped = false;
  const open = (): void =>
    void import('./browser/live').then(
      ({ live }) => {
        if (!stopped) stop = live(path, onEvent, onState);
      },
      () => {
        onState('closed');
        const timer = window.setTimeout(open, LIVE_AGAIN_MS);
        stop = () => window.clearTimeout(timer);
      },
    );
  open();
  return () => {
    stopped = true;
    stop();
  };
}

async function imageUrl(path: string, headers?: Record<string, string>): Promise<string> {
  if (!headers) return path;
  const response = await fetch(path, { headers, credentials: 'same-origin' });
  if (!response.ok) throw new HostError('unavailable');
  return URL.createObjectURL(await response.blob());
}

export function browserHost(): Host {
  return {
    fetch: (request) => fetch(request, { credentials: 'same-origin' }),
    live: liveLater,
    passkeys: {
      available: () => typeof PublicKeyCredential === 'function' && 'credentials' in navigator,
      needsPin: () => Promise.resolve({ need: 'none' }),
      create: async (options) => (await passkeys()).create(options),
      get: async (options) => (await passkeys()).get(options),
      resetPin: () => Promise.resolve(),
      deviceName: () => deviceName(navigator.userAgent),
    },
    photos: {
      async pick(max) {
        const files = await chooseFiles(max);
        return files.length > 0 ? (await photos()).photos.take(files, max) : { photos: [], refused: [] };
      },
      restore: async (ids) => (ids.length > 0 ? (await photos()).photos.restore(ids) : []),
      discard: async (id) => (await photos()).photos.discard(id),
    },
    sendPhoto: async (photo, path, headers) => (await photos()).sendPhoto(photo, path, headers),
    imageUrl,
    pictureUrl: (path) => path,
    position: { available: () => 'geolocation' in navigator && window.isSecureContext, get: position },
    notify: {
      permission,
      async ask() {
        if (permission() === 'ask') await Notification.requestPermission();
        return permission();
      },
      show(notice) {
        if (permission() !== 'granted') return;
        try {
          const shown = new Notification(notice.title, { body: notice.body, icon: '/icons/icon-192.png', tag: notice.path });
          shown.onclick = () => {
            window.focus();
            window.dispatchEvent(new CustomEvent('rathaus-open', { detail: notice.path }));
            shown.close();
          };
        } catch {
          // Android allows notices only through a service worker; the page shows its own notice anyway.
        }
      },
    },
    drafts: {
      load: (name) => take('drafts', name),
      save: (name, value) => put('drafts', name, value),
      remove: (name) => drop('drafts', name),
    },
    openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
    leave: (url) => location.assign(url),
    saveFile(name, content) {
      save(name, content);
      return Promise.resolve(undefined);
    },
    copy: (text) => navigator.clipboard.writeText(text),
    publicOrigin: () => Promise.resolve(location.origin),
    onOpen(open) {
      const listen = (event: Event) => open((event as CustomEvent<string>).detail);
      window.addEventListener('rathaus-open', listen);
      return () => window.removeEventListener('rathaus-open', listen);
    },
  };
}
