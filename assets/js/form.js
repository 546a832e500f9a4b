/* Forms work without this. With it, they cannot be sent twice, and an error is where the reader is. */

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-once')) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
  for (const button of form.querySelectorAll('button[type="submit"]')) button.setAttribute('aria-busy', 'true');
});

// Back from the next page: the form may be sent again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
  }
});

// Enter while an input method composes a word must not send the form.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.isComposing && event.target instanceof HTMLInputElement) event.preventDefault();
});

document.querySelector('[data-summary]')?.focus();
