import { type Locale } from '../../kernel/locale.js';

const long = new Map<Locale, Intl.DisplayNames>();
const short = new Map<Locale, Intl.DisplayNames>();

function namesIn(locale: Locale, style: 'long' | 'short'): Intl.DisplayNames {
  const names = style === 'long' ? long : short;
  const known = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', style });
  names.set(locale, known);
  return known;
}

/** The name of a country or region in the reader's language, in its short form (“Hong Kong”). What is no code is itself. */
export function countryName(locale: Locale, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return namesIn(locale, code === 'HK' || code === 'MO' ? 'short' : 'long').of(code) ?? code;
}
