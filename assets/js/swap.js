/** Fetches this page again and puts the new parts in the place of the old ones. */
export async function swap(selector) {
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
  if (!response.ok) return false;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [old, fresh] = [document, next].map((page) => [...page.querySelectorAll(selector)]);
  if (old.length !== fresh.length) return false;
  old.forEach((element, index) => element.replaceWith(document.adoptNode(fresh[index])));
  return true;
}
