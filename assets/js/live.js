/*
 * The personal live page: counts down, and fetches the stage again when the stream is due and then now and again, so that a
 * stream that is changed at the last minute reaches those who wait. The server's clock counts, not the reader's.
 */
import { swap } from './swap.js';

const SECOND = 1000;
const TWO_DAYS = 2 * 24 * 3600 * SECOND;
/** While it is open, or about to. */
const OFTEN = 20 * SECOND;
const RARELY = 5 * 60 * SECOND;

let stage;
let skew = 0;
let nextFetch = 0;
let misses = 0;
let isFetching = false;

const now = () => Date.now() + skew;

function read() {
  stage = document.querySelector('[data-live]');
  if (!stage) return;
  skew = Date.parse(stage.dataset.now) - Date.now();
  const opensAt = stage.dataset.next ? Date.parse(stage.dataset.next) : null;
  // Some jitter, so that a whole audience does not ask in the same second.
  const jitter = Math.random() * 2 * SECOND;
  if (!stage.hasAttribute('data-moving')) nextFetch = Infinity;
  else if (stage.dataset.live === 'open') nextFetch = now() + OFTEN + jitter * 5;
  else if (opensAt !== null && opensAt <= now() + RARELY) nextFetch = Math.max(opensAt, now() + SECOND) + jitter;
  else nextFetch = now() + RARELY + jitter;
}

function pad(number) {
  return String(number).padStart(2, '0');
}

/** Writes `05:09` and `14:05:09` as the server does; days are left as they are. */
function tick() {
  const timer = stage?.querySelector('[data-until]');
  if (!timer) return;
  const left = Math.max(0, Date.parse(timer.dataset.until) - now());
  if (left >= TWO_DAYS) return;
  const seconds = Math.floor(left / SECOND);
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  timer.textContent = (parts[0] === 0 ? parts.slice(1) : parts).map(pad).join(':');
}

async function refresh() {
  isFetching = true;
  const before = stage.dataset.live;
  const href = stage.querySelector('.stage a')?.href;
  try {
    // Whoever is about to press the button keeps it, as long as it leads to the same place.
    const hadFocus = stage.contains(document.activeElement);
    if (!(await swap('[data-live]'))) throw new Error('Not there');
    misses = 0;
    read();
    if (hadFocus) stage.querySelector('.stage a')?.focus();
    if (stage.dataset.live !== before || stage.querySelector('.stage a')?.href !== href) announce();
  } catch {
    misses += 1;
    nextFetch = now() + Math.min(60, 2 ** misses) * SECOND;
  } finally {
    isFetching = false;
  }
}

/** Says the new state to screen readers: what changes inside a live region is read, what arrives with it is not. */
function announce() {
  const region = stage.querySelector('[data-live-words]');
  if (!region) return;
  const words = [...stage.querySelectorAll('.stage-mid .status, .stage-mid .btn, .stage-word')]
    .map((element) => element.textContent.trim())
    .join('. ');
  region.textContent = '';
  setTimeout(() => {
    region.textContent = words;
  }, 100);
}

read();
if (stage) {
  setInterval(() => {
    tick();
    if (!isFetching && now() >= nextFetch) void refresh();
  }, SECOND);
  addEventListener('online', () => {
    nextFetch = 0;
  });
}
