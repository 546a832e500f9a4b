import i18next, { type i18n } from 'i18next';
import { type Locale, LOCALES } from '../../kernel/locale.js';

/**
 * A catalogue: flat keys such as `register.title`, texts with `{{placeholders}}`. A text that depends on `count` has one key
 * for each plural form of the language (`days_one`, `days_other`), so no other key may end in these suffixes.
 */
export type Messages = Record<string, string>;

type Without<K, Suffix extends string> = K extends `${infer Stem}${Suffix}` ? Stem : K;

/** The keys that a translator takes: those of the catalogue without their plural suffixes. */
export type MessageKey<M> = Without<Without<keyof M & string, '_one'>, '_other'>;

/**
 * The texts that a Chinese catalogue must have for an English one: the same keys, but of plurals only the form `_other`, the
 * single one in Chinese. For `satisfies` in the catalogue's file, which then fails to compile on a missing or unknown key.
 */
export type TranslationOf<M> = { [K in keyof M as K extends `${string}_one` ? never : K]: string };

/**
 * Gives the text of a key. `count` among the values chooses the plural form. Values are inserted as they are, without
 * escaping (Preact escapes what it renders), and are never read as templates themselves.
 */
export type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string;

/**
 * Makes translators over one set of catalogues; each set is on its own. The English catalogue is the source of the keys.
 *
 * A value that is not given leaves its placeholder in the text, where a test sees it and a reader still gets the rest.
 */
export function createTranslator<const M extends Messages>(resources: {
  en: M;
  'zh-Hans': TranslationOf<M>;
  'zh-Hant': TranslationOf<M>;
}): (locale: Locale) => Translate<MessageKey<M>> {
  const instance: i18n = i18next.createInstance();
  void instance.init({
    // With all the texts at hand `init` is done when it returns.
    initAsync: false,
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: resources[locale] }])),
    lng: 'en',
    fallbackLng: 'en',
    // Keys are flat: dots and colons in them mean nothing.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  const translators = Object.fromEntries(
    LOCALES.map((locale) => [locale, translateWith(instance, locale)]),
  ) as unknown as Record<Locale, Translate<MessageKey<M>>>;
  return (locale) => translators[locale];
}

function translateWith(instance: i18n, locale: Locale): Translate<string> {
  const translate = instance.getFixedT(locale);
  // Values go under `replace`: at the top level a name such as `context` or `defaultValue` would be an option of the library.
  // `nest: false` keeps a `$t(…)` in somebody's name from being a reference to another text.
  const say = (key: string, values: Record<string, string | number>) =>
    translate(key, {
      replace: values,
      interpolation: { nest: false, escapeValue: false },
      ...(typeof values.count === 'number' ? { count: values.count } : {}),
    });
  // A text without values is always the same, and pages and tables ask for the same ones row by row: the library takes a
  // hundred times as long as a look into a map.
  const known = new Map<string, string>();
  return (key, values) => {
    if (values) return say(key, values);
    const text = known.get(key) ?? say(key, {});
    known.set(key, text);
    return text;
  };
}
