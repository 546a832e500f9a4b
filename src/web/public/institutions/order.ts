import { type Locale, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { countryName } from '../../layout/countries.js';

interface Placed {
  name: LocalisedText;
  country: string;
}

/** Institutions of one country or region. */
export interface CountryGroup<T> {
  code: string;
  name: string;
  institutions: T[];
}

const COLLATIONS: Record<Locale, string> = {
  en: 'en',
  'zh-Hans': 'zh-Hans-u-co-pinyin',
  'zh-Hant': 'zh-Hant-u-co-stroke',
};

/** As the reader looks things up: by letters, by pinyin in Simplified and by strokes in Traditional Chinese. */
export function inOrder<T>(locale: Locale, items: readonly T[], nameOf: (item: T) => string): T[] {
  const { compare } = new Intl.Collator(COLLATIONS[locale]);
  return [...items].sort((a, b) => compare(nameOf(a), nameOf(b)));
}

/** By country and then by name, both in the reader's language and its order. */
export function byCountry<T extends Placed>(locale: Locale, institutions: readonly T[]): CountryGroup<T>[] {
  const codes = [...new Set(institutions.map(({ country }) => country))];
  const groups = codes.map((code) => ({
    code,
    name: countryName(locale, code),
    institutions: inOrder(
      locale,
      institutions.filter(({ country }) => country === code),
      ({ name }) => textIn(name, locale),
    ),
  }));
  return inOrder(locale, groups, ({ name }) => name);
}
