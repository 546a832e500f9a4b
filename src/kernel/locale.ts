/** The languages of the interface and of every mail (BCP 47), the first being the fallback of last resort. */
export const LOCALES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Locale = (typeof LOCALES)[number];

/** A text in one or more languages, e.g. `{"en": "Delegate", "zh-Hans": "代表"}`. */
export type LocalisedText = Partial<Record<Locale, string>>;

/** Where to look when a text lacks a language: the other Chinese script before English. */
const FALLBACKS: Record<Locale, readonly Locale[]> = {
  en: ['en', 'zh-Hans', 'zh-Hant'],
  'zh-Hans': ['zh-Hans', 'zh-Hant', 'en'],
  'zh-Hant': ['zh-Hant', 'zh-Hans', 'en'],
};

/** The text in the reader's language, else in the nearest one there is, with the language it is really in (for `lang=`). */
export function pick(text: LocalisedText | null | undefined, locale: Locale): { text: string; locale: Locale } {
  for (const candidate of FALLBACKS[locale]) {
    const found = text?.[candidate];
    if (found) return { text: found, locale: candidate };
  }
  return { text: '', locale };
}

/** `pick` for places that cannot mark the language, e.g. a subject line. */
export function textIn(text: LocalisedText | null | undefined, locale: Locale): string {
  return pick(text, locale).text;
}

/** Is there any text at all? */
export function hasText(text: LocalisedText | null | undefined): boolean {
  return LOCALES.some((locale) => Boolean(text?.[locale]));
}

/**
 * The interface language for any BCP 47 tag: `zh-TW`, `zh-HK` and `zh-MO` are written in Traditional Chinese, any other
 * `zh` in Simplified. Null for a language that we do not speak.
 */
export function localeFor(tag: string): Locale | null {
  const [language, ...rest] = tag.toLowerCase().split(/[-_]/);
  if (language === 'en') return 'en';
  if (language !== 'zh') return null;
  if (rest.includes('hant')) return 'zh-Hant';
  if (rest.includes('hans')) return 'zh-Hans';
  return rest.some((part) => ['tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

/** The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak, by weight; null when none is. */
export function negotiateLocale(header: string | undefined): Locale | null {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { locale: localeFor(tag), weight: weight === undefined ? 1 : Number(weight), position };
    })
    .filter((wish) => wish.locale !== null && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  return wishes[0]?.locale ?? null;
}

/** A plain string means the first language of the edition or series; an object is taken as it is. */
export function asLocalised(text: string | LocalisedText, firstLanguage: Locale): LocalisedText {
  return typeof text === 'string' ? { [firstLanguage]: text } : text;
}
