/*
 * The form builder. Without this the preview shows what is stored and buttons move questions; with it the preview follows what is
 * typed, and questions are moved by dragging and by Alt and an arrow. The server says what came of it.
 */
import { settle } from './questions.js';

const PAUSE = 350;

for (const element of document.querySelectorAll('[data-script-only]')) element.hidden = false;

/* ---------- the preview ---------- */

const preview = document.querySelector('[data-preview]');
const typed = document.querySelector('form:has([name="_original"])');
let timer;
let asked = 0;
let language = preview?.querySelector('[data-language][aria-current]')?.dataset.language;

const token = () =>
  typed?.querySelector('[name="csrf"]')?.value ?? document.querySelector('meta[name="csrf-token"]')?.content ?? '';

async function show() {
  const body = new URLSearchParams(typed ? new FormData(typed) : {});
  body.set('csrf', token());
  if (preview.dataset.current) body.set('_question', preview.dataset.current);
  if (language) body.set('_language', language);
  const number = ++asked;
  const answer = await fetch(preview.dataset.preview, { method: 'POST', body, headers: { accept: 'text/html' } });
  // Only the newest answer counts.
  if (!answer.ok || number !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-preview-body]');
  if (!fresh) return;
  preview.querySelector('[data-preview-body]').replaceWith(document.adoptNode(fresh));
  for (const element of fresh.querySelectorAll('[data-script-only]')) element.hidden = false;
  settle(fresh);
  // Beside the form the preview is scrolled by itself; below it, on a phone, it stays where it is.
  const current = fresh.querySelector('[data-current]');
  if (current && getComputedStyle(preview).position === 'sticky') {
    const [box, frame] = [current.getBoundingClientRect(), preview.getBoundingClientRect()];
    if (box.bottom > frame.bottom) preview.scrollTop += box.bottom - frame.bottom;
  }
}

// What cannot be fetched now is fetched with the next key.
const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(() => void show().catch(() => {}), wait);
};

if (preview) {
  for (const link of preview.querySelectorAll('[data-language]')) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ({ language } = link.dataset);
      for (const one of preview.querySelectorAll('[data-language]')) one.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      soon(0);
    });
  }
  preview.addEventListener('input', ({ currentTarget }) => settle(currentTarget.querySelector('[data-preview-body]')));
  typed?.addEventListener('input', () => soon(PAUSE));
  typed?.addEventListener('change', () => soon(PAUSE));
}

/* ---------- fields that only some kinds have ---------- */

function fit() {
  const kind = typed.querySelector('[name="kind"]').value;
  const options = typed.querySelector('[data-options]');
  options.hidden = kind !== 'choice' && kind !== 'multi_choice';
  const answer = typed.querySelector('[data-typed-answer]');
  if (answer) answer.hidden = !typed.querySelector('[name="showIf"]').value.endsWith('=');
}

if (typed?.querySelector('[data-options]')) {
  fit();
  typed.addEventListener('change', fit);
}

/* ---------- the order ---------- */

const words = document.querySelector('[data-order-words]');
let isMoving = false;

/** Moves a question on the server, takes over the page that comes back, and says where it is now. */
async function move(item, place, focus) {
  const count = item.parentElement.children.length;
  if (isMoving || place < 1 || place > count || place === Number(item.dataset.place)) return;
  isMoving = true;
  const { id } = item.dataset;
  const form = item.querySelector('[data-move]').form;
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set('place', place);
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error('Not moved');
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-order]');
    const refused = page.querySelector('.refused-note');
    document.querySelector('[data-order]').replaceWith(document.adoptNode(fresh));
    arrange();
    const body2 = page.querySelector('[data-preview-body]');
    preview?.querySelector('[data-preview-body]')?.replaceWith(document.adoptNode(body2));
    settle(body2);
    const now = fresh.querySelector(`[data-id="${id}"]`);
    focusOn(now, focus);
    const label = now.querySelector('h2 a').textContent;
    say(refused ? refused.textContent : filled({ l: label, p: now.dataset.place, c: count }));
  } catch {
    // The page of the server says what has happened.
    form.querySelector('[name="place"]').value = place;
    form.submit();
  } finally {
    isMoving = false;
  }
}

const filled = (values) => words.dataset.orderWords.replace(/%([lpc])/g, (_, name) => values[name]);

function say(text) {
  words.textContent = '';
  setTimeout(() => {
    words.textContent = text;
  }, 50);
}

/** Where it was: the same button, else the other one, else the question itself. */
function focusOn(item, selector) {
  (item.querySelector(selector) ?? item.querySelector('[data-move]') ?? item.querySelector('h2 a')).focus();
}

function arrange() {
  const list = document.querySelector('[data-order]');
  if (!list) return;
  for (const item of list.children) item.draggable = true;
  list.addEventListener('submit', (event) => {
    const { form } = { form: event.target };
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector('[data-move]');
    void move(form.closest('[data-id]'), Number(form.elements.place.value), `[data-move="${button.dataset.move}"]`);
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = event.target.closest('[data-id]');
    if (!step || !event.altKey || !item) return;
    event.preventDefault();
    const focused = event.target.closest('[data-move]');
    const selector = focused ? `[data-move="${focused.dataset.move}"]` : 'h2 a';
    void move(item, Number(item.dataset.place) + step, selector);
  });
  let dragged = null;
  const clear = () => {
    for (const item of list.children) delete item.dataset.drop;
  };
  list.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('[data-id]') ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.querySelector('h2').textContent.trim());
  });
  const show = (event) => {
    const over = event.target.closest('[data-id]');
    if (!dragged || !over) return;
    event.preventDefault();
    clear();
    if (over !== dragged) over.dataset.drop = isBelow(event, over) ? 'after' : 'before';
  };
  list.addEventListener('dragenter', show);
  list.addEventListener('dragover', show);
  list.addEventListener('drop', (event) => {
    const over = event.target.closest('[data-id]');
    if (!dragged || !over) return;
    event.preventDefault();
    const [from, at] = [Number(dragged.dataset.place), Number(over.dataset.place)];
    const gap = at + (isBelow(event, over) ? 1 : 0);
    void move(dragged, gap > from ? gap - 1 : gap, 'h2 a');
  });
  list.addEventListener('dragend', () => {
    dragged = null;
    clear();
  });
}

function isBelow(event, item) {
  const { top, height } = item.getBoundingClientRect();
  return event.clientY > top + height / 2;
}

arrange();
