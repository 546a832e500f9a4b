/**
 * What the trail must not hold. It is kept for ever and read by people who need to know who did what, not the secrets and
 * the private answers that went through: those are covered before they are written, so that no reader and no backup has them.
 *
 * - `secret`: by the name of the field; whatever it holds, only that it was there.
 * - `personal`: what registrants answer about themselves, and how to reach them by other ways; likewise.
 * - `address`: e-mail addresses keep their first letter and their domain (`a…@example.org`), of everybody and wherever they
 *   stand. Names of people are kept: without them nobody could read the trail.
 */
const RULES: readonly { name: RegExp; cover: 'secret' | 'personal' | 'address' }[] = [
  {
    name: /pass(word|phrase|code)|secret|token|hash|recovery|totp|csrf|cookie|signature|^(pwd|pin|otp|codes?)$/i,
    cover: 'secret',
  },
  { name: /^answers?$|phone|passport|birth|allerg|^diet/i, cover: 'personal' },
  { name: /e-?mail/i, cover: 'address' },
];

/** Stands for what was there. */
export const COVERED = '•••';

const ADDRESS = /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/;
const SECRET_PARAMETER = /pwd|pass|token|key|secret|sign|auth/i;

/** The same value without secrets and private answers, however deep they are. Plain JSON in, plain JSON out. */
export function masked(value: unknown, name = ''): unknown {
  const cover = RULES.find((rule) => rule.name.test(name))?.cover;
  if (cover === 'secret' || cover === 'personal') return covered(value);
  if (typeof value === 'string')
    return cover === 'address' || ADDRESS.test(value) ? shortAddress(value) : withoutKeys(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one, key)]));
}

/** Every leaf covered; that something is missing may be seen. */
function covered(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (Array.isArray(value)) return value.map(covered);
  if (typeof value !== 'object') return COVERED;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, covered(one)]));
}

function shortAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? COVERED : `${[...address][0]}…${address.slice(at)}`;
}

/** An address of a web page without what opens it, e.g. the `pwd` of a meeting. */
function withoutKeys(text: string): string {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return text;
  const url = new URL(text);
  const names = [...url.searchParams.keys()].filter((name) => SECRET_PARAMETER.test(name));
  if (names.length === 0 && !url.password) return text;
  for (const name of names) url.searchParams.set(name, COVERED);
  url.password = '';
  return decodeURI(url.href).replaceAll(encodeURIComponent(COVERED), COVERED);
}
