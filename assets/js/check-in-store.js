/*
 * What a device keeps of check-ins, in IndexedDB: `people` (the list), `queue` (scans that have not been sent), `recent` (the last scans),
 * `notes` (what somebody should look into, and what has been looked into) and `editions` (how fresh each list is).
 * Where a browser allows no such store the page works with a connection only.
 */

const NAME = 'check-in';
const STORES = { people: ['edition', 'id'], queue: 'nonce', recent: 'nonce', notes: ['edition', 'id'] };

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, { keyPath }).createIndex('edition', 'edition');
      }
      request.result.createObjectStore('editions', { keyPath: 'key' });
    };
    request.onsuccess = () => {
      // Another tab may want to erase it all.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/** Runs `work` on some of the stores in one transaction. @returns what the request that `work` returns has found */
async function within(names, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode);
    const request = work(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const isPossible = () =>
  open().then(
    () => true,
    () => false,
  );

export const edition = (key) => within(['editions'], 'readonly', (editions) => editions.get(key));
export const editions = () => within(['editions'], 'readonly', (store) => store.getAll());

const allOf = (name, key) => within([name], 'readonly', (store) => store.index('edition').getAll(key));
export const people = (key) => allOf('people', key);
export const queue = (key) => allOf('queue', key);
export const recent = (key) => allOf('recent', key);
export const notes = (key) => allOf('notes', key);

export const put = (name, ...values) =>
  within([name], 'readwrite', (store) => {
    for (const value of values) store.put(value);
  });

export const remove = (name, ...keys) =>
  within([name], 'readwrite', (store) => {
    for (const key of keys) store.delete(key);
  });

/** A part of the list, and how fresh it is then, or not at all. */
export const putPeople = (entries, about) =>
  within(['people', 'editions'], 'readwrite', (people, editions) => {
    for (const entry of entries) people.put(entry);
    editions.put(about);
  });

function clearStore(store, key) {
  const cursor = store.index('edition').openKeyCursor(IDBKeyRange.only(key));
  cursor.onsuccess = () => {
    if (!cursor.result) return;
    store.delete(cursor.result.primaryKey);
    cursor.result.continue();
  };
}

/** Forgets the people of an edition. Scans that wait name nobody: they stay, unless `all` is to go. */
export const forget = (key, all = false) =>
  within([...Object.keys(STORES), 'editions'], 'readwrite', (people, queue, recent, notes, editions) => {
    for (const store of [people, recent, notes, ...(all ? [queue] : [])]) clearStore(store, key);
    editions.delete(key);
  });

/** The same for everything that is kept here, without opening what is not there. */
export async function forgetEverything() {
  const databases = (await indexedDB.databases?.()) ?? [{ name: NAME }];
  if (databases.some(({ name }) => name === NAME)) {
    for (const { key } of await editions()) await forget(key);
  }
}

/** Takes the service worker of a page away, with the page that it keeps. `page` is a path; without one those of all editions. */
export async function dismissWorker(page = '') {
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith(`check-in ${page}`)) await caches.delete(name);
  }
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    const { pathname } = new URL(registration.scope);
    if (page ? pathname === page : /^\/organise\/editions\/[^/]+\/check-in$/.test(pathname)) {
      await registration.unregister();
    }
  }
}
