/** `path` with these query parameters set; an empty one is taken out. */
export function hrefWith(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const [before = '', query = ''] = path.split('?');
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') search.delete(name);
    else search.set(name, String(value));
  }
  const rest = search.toString();
  return rest ? `${before}?${rest}` : before;
}

/** Only links that lead to a page: never `javascript:` or `data:`. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

/** The host of a link, for people to see where it leads. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
