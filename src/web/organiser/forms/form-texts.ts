import { type LocalisedText, LOCALES } from '../../../kernel/locale.js';
import { type Answers, textOf } from '../../form-answers.js';

/* What forms hold, from and to what services take. */

/** A text of an object as the fields of a `LocalisedField`: `title.en`, `title.zh-Hans`, … */
export function localisedAnswers(name: string, text: LocalisedText | null | undefined): Answers {
  return Object.fromEntries(LOCALES.map((locale) => [`${name}.${locale}`, text?.[locale] ?? '']));
}

/** The text of a `LocalisedField` in the languages in which it was given; null for none. */
export function localisedOf(answers: Answers, name: string): LocalisedText | null {
  const given = LOCALES.flatMap((locale) => {
    const text = textOf(answers, `${name}.${locale}`);
    return text === undefined ? [] : [[locale, text.replace(/\r\n?/g, '\n')] as const];
  });
  return given.length > 0 ? Object.fromEntries(given) : null;
}

/** The lines of a `LinesField`, without empty ones. */
export function linesOf(answers: Answers, name: string): string[] {
  return (textOf(answers, name) ?? '')
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Digits as a number; what is something else stays as it is, for the input's schema to refuse. */
export function numberOf(answers: Answers, name: string): number | string | null {
  const text = textOf(answers, name);
  if (text === undefined) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** The rows of a list, `<name>.0.<field>` and so on, in their order and without those that are empty. */
export function rowsIn(answers: Answers, name: string): { index: number; fields: Record<string, string> }[] {
  const rows = new Map<number, Record<string, string>>();
  for (const field of Object.keys(answers)) {
    const [, number, rest] = new RegExp(`^${name}\\.(\\d{1,3})(?:\\.(.+))?$`).exec(field) ?? [];
    const value = textOf(answers, field);
    if (number === undefined || value === undefined) continue;
    const row = rows.get(Number(number)) ?? {};
    row[rest ?? ''] = value;
    rows.set(Number(number), row);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([index, fields]) => ({ index, fields }));
}
