/*
 * Uploading a file: the form works without this. With it, the file's way can be watched and broken off, and what is too large
 * is not sent at all.
 */

const MB = 1_000_000;

/** One request under way at a time. */
let request = null;

/** The parts of the page; fresh after a refused upload has brought a new form. */
function parts() {
  const meter = document.querySelector('[data-upload]');
  const form = meter?.closest('form');
  return { meter, form, status: form?.querySelector('[data-upload-status]'), file: form?.querySelector('[type=file]') };
}

function amount(bytes) {
  return (bytes / MB).toFixed(1);
}

function show({ meter }, sent, total) {
  meter.querySelector('progress').value = total ? (100 * sent) / total : 0;
  meter.querySelector('[data-upload-words]').textContent =
    total && sent === total
      ? meter.dataset.arrived
      : meter.dataset.progress.replace('%s', amount(sent)).replace('%t', amount(total));
}

/** Says it, and lets the form be sent again. */
function finish({ meter, form, status }, words) {
  request = null;
  meter.hidden = true;
  status.textContent = words;
  for (const button of form.querySelectorAll('button[type="submit"]')) button.disabled = false;
}

/** The server's page with what is wrong; the file stays chosen. */
function replace(html) {
  const { file } = parts();
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  const main = fresh.querySelector('main');
  if (!main?.querySelector('[data-upload]')) return false;
  document.title = fresh.title;
  document.querySelector('main').replaceWith(document.adoptNode(main));
  const empty = parts().file;
  for (const { name, value } of [...empty.attributes]) file.setAttribute(name, value);
  if (!empty.hasAttribute('aria-invalid')) file.removeAttribute('aria-invalid');
  empty.replaceWith(file);
  listen();
  document.querySelector('[data-summary]')?.focus();
  return true;
}

function send(event) {
  const now = parts();
  const { meter, form, status, file } = now;
  const chosen = file.files?.[0];
  // The server says what is missing.
  if (!chosen) return;
  event.preventDefault();
  event.stopPropagation();
  if (request) return;
  if (chosen.size > Number(meter.dataset.upload)) {
    status.textContent = meter.dataset.tooLarge;
    file.focus();
    return;
  }
  request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'text/html');
  request.upload.addEventListener('progress', ({ loaded, total }) => show(now, loaded, total));
  request.addEventListener('load', () => {
    const { status: code, responseURL, responseText } = request;
    if (code < 400) location.assign(responseURL);
    else if (replace(responseText)) request = null;
    else finish(now, meter.dataset.failed);
  });
  request.addEventListener('error', () => finish(now, meter.dataset.failed));
  request.addEventListener('abort', () => finish(now, meter.dataset.stopped));
  status.textContent = '';
  show(now, 0, chosen.size);
  meter.hidden = false;
  for (const button of form.querySelectorAll('button[type="submit"]')) button.disabled = true;
  request.send(new FormData(form));
  meter.querySelector('button').focus();
}

function listen() {
  const { meter, form } = parts();
  if (!form) return;
  form.addEventListener('submit', send);
  meter.querySelector('button').addEventListener('click', () => request?.abort());
}

listen();
