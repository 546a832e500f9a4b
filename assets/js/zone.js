/*
 * The server renders every time, so it has to know the reader's zone: this tells it in a cookie, once. The cookie goes with
 * the browser's session, since people travel; a zone that was chosen by hand stays for a year and is not touched.
 */
import { swap } from './swap.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (document.documentElement.dataset.zone === 'unknown' && zone && !/(?:^|;\s*)tz=/.test(document.cookie)) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `tz=${encodeURIComponent(zone)}; path=/; samesite=lax${secure}`;
  const isKept = document.cookie.includes('tz=');
  if (isKept && document.querySelector('[data-zoned]')) {
    // A form on the page may have been filled in already: then only the times are renewed.
    const selector = document.querySelector('main form[method="post"]') ? '[data-zoned]' : 'main';
    swap(selector)
      .then(() => document.documentElement.removeAttribute('data-zone'))
      .catch(() => {});
  }
}

for (const select of document.querySelectorAll('select[data-prefill-zone]')) {
  const own = [...select.options].find((option) => option.value === zone);
  if (own) own.selected = true;
}
