import { type FieldError } from '../kernel/domain-error.js';

/** What a form has sent: field names as written in the page, several values where several fields have one name. */
export type Answers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Nothing but texts and lists of texts, whatever came in. */
export function answersOf(body: unknown): Answers {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[name, value]];
      return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string')]] : [];
    }),
  );
}

/** One answer, trimmed; undefined when it was left empty. */
export function textOf(answers: Answers, name: string): string | undefined {
  const value = answers[name];
  const text = (typeof value === 'string' ? value : value?.[0])?.trim();
  return text || undefined;
}

/** One answer as it was typed, for passwords: spaces at its ends may belong to it. */
export function verbatimOf(answers: Answers, name: string): string {
  const value = answers[name];
  return typeof value === 'string' ? value : '';
}

/** All answers to one question. */
export function textsOf(answers: Answers, name: string): string[] {
  const value = answers[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : [...value];
}

/** The first thing that is wrong with each field is enough to know. */
export function onePerField(errors: readonly FieldError[]): FieldError[] {
  return [...new Map([...errors].reverse().map((error) => [error.path, error])).values()].reverse();
}
