import { hasText, LOCALES, type LocalisedText } from '../../../kernel/locale.js';

interface Named {
  title: LocalisedText | null;
  ordinal: number | null;
  year: number;
  series: { name: LocalisedText };
}

/**
 * What an edition is called, in all languages for which there is a name: its own title, else its number in the series, else its
 * year. `ordinalIn` writes the number in a language.
 */
export function editionNames(
  { title, ordinal, year, series }: Named,
  ordinalIn: (locale: keyof LocalisedText, n: number) => string,
): LocalisedText {
  if (title && hasText(title)) return title;
  const named = LOCALES.filter((locale) => series.name[locale]).map((locale) => {
    const name = series.name[locale]!;
    const isEnglish = locale === 'en';
    if (ordinal !== null) return [locale, ordinalIn(locale, ordinal) + (isEnglish ? ' ' : '') + name];
    return [locale, isEnglish ? `${name} ${year}` : `${year} 年${name}`];
  });
  return Object.fromEntries(named) as LocalisedText;
}
