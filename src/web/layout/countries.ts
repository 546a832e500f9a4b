import { COUNTRY_CODES } from '../../kernel/country.js';
import { type Locale } from '../../kernel/locale.js';
import { countryName } from '../../platform/i18n/country-names.js';

export { countryName };

const lists = new Map<Locale, readonly { code: string; name: string }[]>();

/** All of them, in the order of the reader's language (pinyin in zh-Hans, strokes in zh-Hant). */
export function countries(locale: Locale): readonly { code: string; name: string }[] {
  const known = lists.get(locale);
  if (known) return known;
  const collator = new Intl.Collator(locale);
  const list = COUNTRY_CODES.map((code) => ({ code, name: countryName(locale, code) })).sort((a, b) =>
    collator.compare(a.name, b.name),
  );
  lists.set(locale, list);
  return list;
}
