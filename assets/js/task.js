/*
 * Long work: without this the page comes again every few seconds. With it only what has changed is fetched, and said aloud
 * now and then.
 */

/** How long to wait between two looks, and at most when the server does not answer. ms. */
const LOOK_MS = 1_000;
const MOST_MS = 15_000;

/** How often a screen reader is told how far it is. ms. */
const SAY_MS = 10_000;

const said = document.querySelector('[data-task-said]');
let wait = LOOK_MS;
let saidAt = performance.now();

function say(words) {
  said.textContent = words;
  saidAt = performance.now();
}

/** The bar and its words; what has the focus stays. */
function move(old, fresh) {
  const [bar, next] = [old, fresh].map((part) => part.querySelector('[data-task-bar]'));
  const [words, nextWords] = [old, fresh].map((part) => part.querySelector('[data-task-words]'));
  for (const name of ['max', 'value']) {
    if (next.hasAttribute(name)) bar.setAttribute(name, next.getAttribute(name));
    else bar.removeAttribute(name);
  }
  words.textContent = nextWords.textContent;
  if (performance.now() - saidAt > SAY_MS) say(words.textContent);
}

/** All of it, when it stands otherwise. */
function replace(old, fresh) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(document.adoptNode(fresh));
  say(document.querySelector('[data-task] .status').textContent);
  if (hadFocus) document.querySelector('main').focus();
}

async function look() {
  const old = document.querySelector('[data-task]');
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
    if (response.redirected || response.status === 404) return location.reload();
    if (!response.ok) throw new Error(`${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.querySelector('[data-task]');
    if (!fresh) return location.reload();
    const stands = (part) => part.querySelector('.status').textContent;
    if (stands(old) === stands(fresh) && fresh.querySelector('[data-task-bar]')) move(old, fresh);
    else replace(old, fresh);
    if (!fresh.querySelector('[data-task-bar]')) return undefined;
    wait = LOOK_MS;
  } catch {
    // The server is away for a moment: less often.
    wait = Math.min(wait * 2, MOST_MS);
  }
  return setTimeout(look, wait);
}

setTimeout(look, wait);
