/*
 * The door with a script: reads badges, answers at once, and goes on without a connection. Whoever is let in then is let in by the list on
 * the device; the server hears of it later and has the last word. The forms of the page do the same without all this.
 */

import { openCamera } from './check-in-camera.js';
import { Line } from './check-in-line.js';
import { after, decide, entryOf, readScanned, Roll } from './check-in-roll.js';
import { signal, wake } from './check-in-signals.js';
import * as store from './check-in-store.js';
import { fill, make, View } from './check-in-view.js';

const REFRESH_MS = 15_000;
const RECENT = 10;
const FOUND = 20;

const main = document.querySelector('[data-check-in]');
const settings = JSON.parse(main.dataset.checkIn);
const { key, base, words, me, locale } = settings;
const view = new View(main, settings);
const roll = new Roll();
const line = new Line(key, settings.api, {
  changed: showNet,
  answered: late,
  lost: (scan) => note(scan, 'lost'),
  refused: () => void leave(),
  refresh: () => refresh(),
});

/** How fresh the list is: `{ asOf, isWhole }`. */
let list = { asOf: '', isWhole: false };
let recent = [];
let notes = [];
let hasStore = false;

// ── settings of this device

const remembered = (name) => {
  try {
    return localStorage.getItem(`check-in-${name}`);
  } catch {
    return null;
  }
};

const remember = (name, value) => {
  try {
    localStorage.setItem(`check-in-${name}`, value);
  } catch {
    // Then it is for this visit only.
  }
};

const newNonce = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A few letters tell two devices of one name apart. */
let tag = remembered('tag');
if (!tag) remember('tag', (tag = newNonce().slice(0, 4).toUpperCase()));
let deviceName = remembered('device') || settings.phone;
const device = () => `${deviceName} ${tag}`;
const isExpress = () => view.part('express').checked;
const isMuted = () => view.part('muted').checked;

const hasEnded = (endsAt) => Boolean(endsAt) && Date.parse(endsAt) < Date.now();

// ── what is shown

function showNet() {
  view.net(line.state, line.waiting.size, `/sign-in?to=${encodeURIComponent(base)}`);
  const waiting = view.part('erase-waiting');
  waiting.hidden = line.waiting.size === 0;
  waiting.textContent = fill(words.eraseWaiting, { count: line.waiting.size });
}

function showList() {
  if (list.isWhole) {
    view.counts(roll.counts());
    main.dataset.people = roll.size;
  }
  if (!hasStore || hasEnded(settings.endsAt)) view.kept(words.notOnDevice);
  else if (list.isWhole) view.kept(fill(words.onDevice, { count: roll.size, time: view.time(list.asOf) }));
  else view.kept(fill(words.loading, { count: roll.size }));
  showFlagged();
}

function showRecent() {
  if (recent.length === 0) return;
  view.recent(recent, (scan) => {
    const entry = roll.get(scan.id);
    const isHolding = scan.outcome === 'checked_in' && scan.kind === 'in' && entry?.checkedIn;
    return isHolding ? undoButton(entry) : null;
  });
}

/** What to look into: badges let in twice, and those that were let in here and should not have been. */
function showFlagged() {
  const isDone = (id, count) => notes.some((one) => one.id === id && one.kind === 'done' && one.count >= count);
  const doneButton = (name, onClick) =>
    make(
      'button',
      { className: 'btn', type: 'button', onclick: onClick, ariaLabel: fill(words.seenOf, { name }) },
      words.seen,
    );
  const twice = roll
    .flagged()
    .filter(({ id, alsoOn }) => !isDone(id, alsoOn.length))
    .map((entry) => ({
      entry,
      at: entry.checkedIn?.at ?? entry.alsoOn[0].at,
      texts: entry.alsoOn.map(({ device, at }) => fill(words.letInTwice, { device, time: view.time(at) })),
      act: doneButton(entry.name, () => done(entry.id, entry.alsoOn.length)),
    }));
  const others = notes
    .filter(({ kind }) => kind !== 'done')
    .map((one) => ({
      entry: roll.get(one.id),
      name: one.name,
      at: one.at,
      texts: [
        one.kind === 'lost' ? words.lost : fill(words.refusedLater, { reason: words.why[one.reason] ?? one.reason }),
      ],
      act: doneButton(one.name, () => done(one.id, 0)),
    }));
  view.flagged([...others, ...twice]);
}

async function done(id, count) {
  notes = [...notes.filter((one) => one.id !== id), { edition: key, id, kind: 'done', count }];
  showFlagged();
  await keep('notes', notes.at(-1));
}

async function note(scan, kind, reason = null) {
  const id = scan.registration ?? scan.nonce;
  const name = roll.get(id)?.name ?? scan.reference ?? '';
  notes = [...notes.filter((one) => one.id !== id), { edition: key, id, kind, reason, name, at: scan.at }];
  showFlagged();
  await keep('notes', notes.at(-1));
}

const keep = (name, ...values) =>
  hasStore && !hasEnded(settings.endsAt) ? store.put(name, ...values).catch(() => undefined) : null;

const button = (text, label, onClick, kind = '') =>
  make('button', { className: `btn ${kind}`, type: 'button', onclick: onClick, ariaLabel: label }, text);
const undoButton = (entry) =>
  button(words.undo, fill(words.undoOf, { name: entry.name }), () => void perform({ entry }, 'undo'));
const checkInButton = (entry) =>
  button(
    words.checkIn,
    fill(words.checkInOf, { name: entry.name }),
    () => void perform({ entry }, 'in'),
    'btn-primary',
  );

// ── scans

/** A badge has been held up, or something typed. @returns whether it was a badge of any kind */
async function meet(text) {
  const scanned = readScanned(text);
  if (!scanned.ticket && !scanned.reference) return false;
  let entry = await roll.find(scanned);
  // A word of eight letters looks like a reference, and may be a name.
  if (!entry && scanned.reference && roll.search(text, 1).length > 0) return false;
  const isOpen = entry && decide(entry, 'in').outcome === 'checked_in';
  if (!isOpen && line.isOnline) {
    // Somebody may have been approved, or registered, a moment ago.
    await refresh();
    entry = await roll.find(scanned);
  }
  if (entry) await choose(entry);
  else await perform({ scanned }, 'in');
  return true;
}

/** Somebody is found: in express mode that is enough. */
async function choose(entry) {
  view.clearFound();
  if (isExpress() || decide(entry, 'in').outcome !== 'checked_in') return perform({ entry }, 'in');
  view.answer({ outcome: 'ask', entry }, [checkInButton(entry)]);
  // Enter is enough then. What is typed goes to the field again: see below.
  view.part('answer').querySelector('button').focus();
}

/** Checks in, or undoes it: by the server, or by the list when the server cannot be asked. */
async function perform({ entry, scanned }, kind) {
  const target = entry ? { registration: entry.id } : scanned;
  const scan = { nonce: newNonce(), kind, at: new Date().toISOString(), device: device(), ...target };
  const answer = line.isOnline ? await line.ask(scan) : null;
  if (answer) {
    const known = answer.person ? take(answer.person) : undefined;
    return show(scan, { ...answer, entry: known });
  }
  const present = entry && roll.get(entry.id);
  const decision = present ? decide(present, kind) : { outcome: 'not_valid', reason: 'unknown' };
  const isDone = decision.outcome === 'checked_in' || decision.outcome === 'undone';
  if (isDone) {
    roll.put(after(present, scan, me));
    await line.keep({ ...scan, offline: true });
    await keep('people', { ...roll.get(entry.id), edition: key });
  } else {
    // Nobody was let in, so there is nothing to tell.
    await line.drop(scan.nonce);
  }
  return show(scan, {
    ...decision,
    entry: entry && roll.get(entry.id),
    isKept: isDone,
    listAt: present ? null : list.asOf,
  });
}

async function show(scan, result) {
  view.clearFound();
  const { outcome, entry } = result;
  const look = view.answer(result, outcome === 'checked_in' && entry ? [undoButton(entry)] : []);
  signal(look, isMuted());
  recent = [
    {
      edition: key,
      ...{ nonce: scan.nonce, kind: scan.kind, at: scan.at, outcome, reason: result.reason ?? null },
      ...{ id: entry?.id ?? null, name: entry?.name ?? '', isKept: Boolean(result.isKept) },
    },
    ...recent,
  ];
  const gone = recent.splice(RECENT);
  showRecent();
  showList();
  view.part('find').querySelector('input').value = '';
  await keep('recent', recent[0]);
  if (gone.length > 0 && hasStore)
    await store.remove('recent', ...gone.map(({ nonce }) => nonce)).catch(() => undefined);
}

/** The server has answered a scan that was let pass here. */
function late(scan, answer) {
  if (answer.person) take(answer.person, scan.nonce);
  const own = recent.find(({ nonce }) => nonce === scan.nonce);
  if (own) {
    Object.assign(own, { outcome: answer.outcome, reason: answer.reason, isKept: false });
    void keep('recent', own);
  }
  if (scan.kind === 'in' && answer.outcome === 'not_valid') void note(scan, 'refused', answer.reason);
  showRecent();
  showList();
}

/** Somebody as the server knows them, with what still waits here on top. */
function take(person, answered) {
  const entry = withWaiting(entryOf(person, roll.get(person.id), locale), answered);
  roll.put(entry);
  // Without its ticket an entry is not whole; the next refresh brings it.
  if (entry.ticket) void keep('people', { ...entry, edition: key });
  return entry;
}

function withWaiting(entry, answered) {
  return [...line.waiting.values()]
    .filter(({ registration, nonce, offline }) => registration === entry.id && nonce !== answered && offline)
    .sort((a, b) => a.at.localeCompare(b.at))
    .reduce((now, scan) => {
      const { outcome } = decide(now, scan.kind);
      return outcome === 'checked_in' || outcome === 'undone' ? after(now, scan, me) : now;
    }, entry);
}

// ── the list

let refreshing = null;

/** One at a time. */
function refresh() {
  refreshing ??= bring().finally(() => (refreshing = null));
  return refreshing;
}

async function bring() {
  const isWhole = list.isWhole;
  const since = isWhole ? list.asOf : '';
  const mayKeep = hasStore && !hasEnded(settings.endsAt);
  await line.refresh(since, async (page, { asOf, isLast }) => {
    const entries = page.items.map((item) => {
      const names = page.institutions[item.institution];
      const institutionName = names ? (names[locale] ?? names.en ?? Object.values(names)[0]) : null;
      return withWaiting({ ...item, institutionName });
    });
    for (const entry of entries) roll.put(entry);
    list = { asOf: isLast || isWhole ? asOf : '', isWhole: isWhole || isLast };
    if (mayKeep && (entries.length > 0 || isLast)) {
      const about = { key, asOf, isWhole: list.isWhole, endsAt: settings.endsAt };
      await store
        .putPeople(
          entries.map((entry) => ({ ...entry, edition: key })),
          about,
        )
        .catch(() => undefined);
    }
    if (entries.length > 0 || isLast) showList();
  });
  showRecent();
}

async function restore() {
  hasStore = globalThis.indexedDB ? await store.isPossible() : false;
  if (!hasStore) return;
  for (const { key: other, endsAt } of await store.editions()) {
    if (hasEnded(endsAt)) {
      await store.forget(other);
      await store.dismissWorker(`/organise/editions/${other}/check-in`);
    }
  }
  await line.restore();
  const about = await store.edition(key);
  for (const entry of await store.people(key)) roll.put(entry);
  if (about) list = { asOf: about.asOf, isWhole: about.isWhole };
  recent = (await store.recent(key)).sort((a, b) => b.at.localeCompare(a.at));
  notes = await store.notes(key);
}

/** Everything of this edition goes from the device. */
async function erase(all) {
  roll.clear();
  if (hasStore) await store.forget(key, all).catch(() => undefined);
  await store.dismissWorker(base).catch(() => undefined);
}

/** The permission is gone, and with it what was kept by it. */
async function leave() {
  await erase(false);
  location.reload();
}

// ── finding by hand

async function search(text) {
  view.part('answer').replaceChildren();
  const actOf = (entry) =>
    entry.checkedIn ? undoButton(entry) : entry.status === 'confirmed' ? checkInButton(entry) : null;
  let found = roll.search(text, FOUND);
  // Addresses are not kept on the device, and a list that is still coming is not whole.
  if (line.isOnline && (text.includes('@') || (found.length === 0 && !list.isWhole))) {
    const ids = await idsOf(text);
    await refresh();
    found = ids.map((id) => roll.get(id)).filter(Boolean);
  }
  view.found(found, actOf);
}

async function idsOf(text) {
  const query = new URLSearchParams({ q: text, limit: FOUND });
  const answer = await fetch(`/api/v1/editions/${key}/registrations?${query}`).catch(() => null);
  return answer?.ok ? (await answer.json()).items.map(({ id }) => id) : [];
}

// ── listening

/** Before the script that sends forms once: what is done here is not sent. */
addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const isScan = form.matches('form.scan');
    if (!isScan && !form.matches('[data-find]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isScan) {
      const { registration, kind } = Object.fromEntries(new FormData(form));
      const entry = roll.get(registration);
      // Not on the list yet: then the form itself does it.
      if (entry) void perform({ entry }, kind);
      else form.submit();
      return;
    }
    const field = form.querySelector('input');
    const text = field.value.trim();
    if (!text) return;
    void inTurn(async () => {
      if (!(await meet(text))) await search(text);
    });
  },
  true,
);

/** One badge after the other, as fast as a scanner types them. */
let turn = Promise.resolve();
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

// A scanner types wherever the focus is: letters go to the field.
addEventListener('keydown', (event) => {
  const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isLetter && !event.target.closest('input, select, textarea')) view.part('find').querySelector('input').focus();
});
addEventListener('pointerdown', wake);
addEventListener('keydown', wake);

let camera = null;

async function toggleCamera() {
  const [toggle, finder, told, torch] = ['camera-toggle', 'finder', 'camera-note', 'torch'].map((name) =>
    view.part(name),
  );
  if (camera) {
    camera.stop();
    camera = null;
  } else {
    finder.hidden = false;
    toggle.setAttribute('aria-busy', 'true');
    try {
      camera = await openCamera(view.part('video'), (text) =>
        inTurn(async () => {
          if (!(await meet(text)))
            await show(
              { nonce: newNonce(), kind: 'in', at: new Date().toISOString() },
              { outcome: 'not_valid', reason: 'unknown' },
            );
        }),
      );
      told.textContent = words.scanning;
    } catch (error) {
      told.textContent = error.name === 'NotAllowedError' ? words.cameraRefused : words.noCamera;
    }
    toggle.removeAttribute('aria-busy');
  }
  const isOpen = camera !== null;
  finder.hidden = !isOpen;
  if (!isOpen && toggle.getAttribute('aria-pressed') === 'true') told.textContent = '';
  toggle.setAttribute('aria-pressed', String(isOpen));
  toggle.textContent = isOpen ? words.stopCamera : words.startCamera;
  torch.hidden = !camera?.torch;
  torch.setAttribute('aria-pressed', 'false');
  remember('camera', String(isOpen));
}

/** Open when it was open, as after a page that was loaded again; never with a question. */
async function reopenCamera() {
  if (remembered('camera') !== 'true') return;
  const permission = await navigator.permissions?.query({ name: 'camera' }).catch(() => null);
  if (permission?.state === 'granted' && !camera) await toggleCamera();
}

view.part('camera-toggle').addEventListener('click', () => void toggleCamera());
view.part('torch').addEventListener('click', async ({ currentTarget: torch }) => {
  const on = torch.getAttribute('aria-pressed') !== 'true';
  await camera.torch(on);
  torch.setAttribute('aria-pressed', String(on));
});

for (const name of ['express', 'muted']) {
  const box = view.part(name);
  box.checked = remembered(name) === 'true';
  box.addEventListener('change', () => remember(name, String(box.checked)));
}

const nameField = view.part('device-name');
nameField.value = deviceName;
nameField.addEventListener('change', () => {
  deviceName = nameField.value.trim().replace(/\s+/g, ' ') || settings.phone;
  remember('device', deviceName);
});

view.part('erase').addEventListener('click', async () => {
  await erase(true);
  location.assign(`/organise/editions/${key}`);
});

async function begin() {
  for (const name of ['camera', 'settings', 'device']) view.part(name).hidden = false;
  await restore();
  showNet();
  showList();
  showRecent();
  void reopenCamera();
  // What was scanned before comes first, so that the list that comes then knows it.
  await line.drain();
  await refresh();
  if (hasStore && list.isWhole && !hasEnded(settings.endsAt) && line.isOnline) {
    await navigator.serviceWorker?.register(`${base}/sw.js`, { scope: base }).catch(() => undefined);
    await navigator.storage?.persist?.().catch(() => false);
  }
  main.dataset.ready = 'true';
  setInterval(() => {
    if (document.visibilityState === 'visible' && line.isOnline) void refresh();
  }, REFRESH_MS);
}

void begin();
