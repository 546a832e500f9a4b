/*
 * The service worker of one edition's check-in page: keeps that page and its files, so that it opens without a connection. It touches
 * nothing else of the site, and goes when the page is refused. SETTINGS ({ page, version, files }) are written before this.
 */

const CACHE = `check-in ${SETTINGS.page} ${SETTINGS.version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll(SETTINGS.files);
      const page = await fetch(SETTINGS.page, { credentials: 'same-origin', headers: { accept: 'text/html' } });
      if (page.status !== 200 || page.redirected) throw new Error(`The page is not to be kept: ${page.status}.`);
      await cache.put(SETTINGS.page, page);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(`check-in ${SETTINGS.page} `) && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && url.pathname === SETTINGS.page) event.respondWith(open(event));
  else if (SETTINGS.files.includes(url.pathname)) event.respondWith(file(request));
});

/** From the network while there is one; what came last else. */
async function open(event) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    answer = null;
  }
  const isDown = answer === null || answer.status >= 500;
  if (isDown) return (await kept(SETTINGS.page)) ?? answer ?? Response.error();
  // Signed out (sent to the sign-in), or not allowed any more: then nothing of it may stay here.
  if (answer.type === 'opaqueredirect' || [401, 403, 404].includes(answer.status)) event.waitUntil(leave());
  // As it is without a search or an answer: those are about one moment.
  else if (answer.status === 200 && new URL(event.request.url).search === '') event.waitUntil(keep(answer.clone()));
  return answer;
}

async function file(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  return (await caches.open(CACHE)).match(request);
}

async function keep(answer) {
  await (await caches.open(CACHE)).put(SETTINGS.page, answer);
}

async function leave() {
  await caches.delete(CACHE);
  await forget();
  await self.registration.unregister();
}

/** The people of the edition; see check-in-store.js. Scans that wait name nobody. */
function forget() {
  const key = /\/editions\/([^/]+)\//.exec(SETTINGS.page)[1];
  return new Promise((resolve) => {
    const opening = indexedDB.open('check-in');
    // There is nothing here, and nothing is to be made.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(['people', 'recent', 'notes', 'editions'], 'readwrite');
      for (const name of ['people', 'recent', 'notes']) {
        const store = transaction.objectStore(name);
        const keys = store.index('edition').getAllKeys(key);
        keys.onsuccess = () => keys.result.forEach((one) => store.delete(one));
      }
      transaction.objectStore('editions').delete(key);
      transaction.oncomplete = transaction.onabort = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
