// The service worker: keeps the residents' program for the next start without a network. It never touches answers of the server
// (/api), the desk, or the town's card: what it may keep is on a list that the build writes (scripts/finish.mjs).
// The build replaces this word.
const BUILD = __BUILD__;
const CACHE = `rathaus-${BUILD.version}`;
const PAGE = '/';
/** After this long the kept page is shown; a network with one bar is worse than none. */
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(BUILD.files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('rathaus-') && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** Pages of residents: everything that is not a file, the server's or the desk's. */
function isResidentPage(request, url) {
  return request.mode === 'navigate' && !/^\/(api|desk|\.well-known|healthz|metrics)(\/|$)/.test(url.pathname) && !/\.\w+$/.test(url.pathname);
}

async function page(request) {
  const kept = () => caches.match(PAGE, { cacheName: CACHE });
  const network = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(kept);
  try {
    const first = await Promise.race([network, late]);
    const answer = first ?? (await network);
    // A proxy's page about a server that is away is worse than the kept program.
    return answer.status >= 500 ? ((await kept()) ?? answer) : answer;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

async function file(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept) return kept;
  const answer = await fetch(request);
  // Names carry a hash of the content, so what was fetched once stays true.
  if (answer.ok && BUILD.later.includes(new URL(request.url).pathname)) (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (isResidentPage(request, url)) event.respondWith(page(request));
  else if (BUILD.files.includes(url.pathname) || BUILD.later.includes(url.pathname)) event.respondWith(file(request));
});
