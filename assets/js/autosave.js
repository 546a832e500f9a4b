/*
 * Forms of the console: what is typed is kept as a draft shortly after the last change, and again until it has worked. Without
 * this the form has a button for it. Leaving is questioned only while something is not kept.
 */

const PAUSE = 1500;
const LONGEST = 60_000;
const SECRET = /password|token|csrf|secret/i;

const status = document.querySelector('[data-autosave]');
const form = status?.closest('form');

let timer;
let misses = 0;
let kept = form && answers().toString();
let isPending = false;
let isSending = false;
let isLeaving = false;

/** The fields as the form would send them, without secrets and files. */
function answers() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !SECRET.test(name));
  return new URLSearchParams(fields);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => void keep(), wait);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

async function keep(isLast = false) {
  if (isSending || isLeaving) return;
  clearTimeout(timer);
  const body = answers();
  if (body.toString() === kept) {
    isPending = false;
    return;
  }
  isSending = true;
  try {
    const response = await fetch(status.dataset.autosave, {
      method: 'POST',
      body,
      headers: {
        accept: 'application/json',
        'x-csrf-token': document.querySelector('meta[name="csrf-token"]')?.content ?? '',
      },
      redirect: 'manual',
      keepalive: isLast,
    });
    // Signed out, too large or refused: trying again does not help.
    if (response.type === 'opaqueredirect' || (response.status >= 400 && response.status < 500)) {
      say(status.dataset.refused);
      return;
    }
    if (!response.ok) throw new Error('Not kept');
    const { savedAt } = await response.json();
    const at = new Date(savedAt);
    const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
    kept = body.toString();
    misses = 0;
    isPending = answers().toString() !== kept;
    say(status.dataset.saved.replace('%s', time));
    if (isPending) later(PAUSE);
  } catch {
    if (isLeaving) return;
    misses += 1;
    say(status.dataset.failed);
    later(Math.min(LONGEST, PAUSE * 2 ** misses));
  } finally {
    isSending = false;
  }
}

function changed() {
  isPending = true;
  later(PAUSE);
}

if (form) {
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', () => {
    isLeaving = true;
    clearTimeout(timer);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) isLeaving = false;
  });
  addEventListener('online', () => isPending && void keep());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && isPending) void keep(true);
  });
  addEventListener('beforeunload', (event) => {
    if (isPending && !isLeaving) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!event.isComposing) form.requestSubmit();
  });
}
