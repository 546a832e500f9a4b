import { type Answers, textsOf } from '../../form-answers.js';

/** A field, or several that only make sense together (a list of hosts), as three people left it. */
export interface Difference {
  /** The field's name, or the beginning that several names have in common. */
  unit: string;
  /** What the form was opened with. */
  original: string[];
  mine: string[];
  theirs: string[];
  /** Both have changed it, and not to the same. Otherwise only the other person has, and their value is taken. */
  isBoth: boolean;
}

/** The answers with which to go on, and what somebody else has changed meanwhile. */
export interface Merged {
  answers: Answers;
  differences: Difference[];
}

interface Sides {
  original: Answers;
  mine: Answers;
  theirs: Answers;
}

/** Names with an underscore belong to the form itself, and the CSRF token to the page. */
export function isAnswer(name: string): boolean {
  return !name.startsWith('_') && !/csrf/i.test(name);
}

/** Only what was asked, without the form's own hidden fields. */
export function plainAnswers(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => isAnswer(name)));
}

/**
 * Puts two people's changes of one form together: what only one has changed is taken from that one; where both have, mine
 * stays in the field and both are told. Nothing that was typed is lost. `lists` names the beginnings of fields that are
 * compared as one, e.g. `hosts` for `hosts.0`, `hosts.1`, since a row that is taken out moves the others.
 */
export function mergeAnswers({ original, mine, theirs }: Sides, lists: readonly string[] = []): Merged {
  const sides = { original: plainAnswers(original), mine: plainAnswers(mine), theirs: plainAnswers(theirs) };
  const units = new Set(
    [...Object.keys(sides.theirs), ...Object.keys(sides.mine), ...Object.keys(sides.original)].map((name) =>
      unitOf(name, lists),
    ),
  );
  const answers: Record<string, string | readonly string[] | undefined> = {};
  const differences: Difference[] = [];
  for (const unit of units) {
    const values = {
      original: valuesOf(sides.original, unit, lists),
      mine: valuesOf(sides.mine, unit, lists),
      theirs: valuesOf(sides.theirs, unit, lists),
    };
    const isMine = !same(values.mine, values.original);
    const isTheirs = !same(values.theirs, values.original);
    Object.assign(answers, fieldsOf(isMine ? sides.mine : sides.theirs, unit, lists));
    if (isTheirs && !same(values.mine, values.theirs)) differences.push({ unit, ...values, isBoth: isMine });
  }
  return { answers, differences };
}

/** Whether two forms say the same. */
export function sameAnswers(a: Answers, b: Answers): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter(isAnswer)
    .every((name) => same(normal(textsOf(a, name)), normal(textsOf(b, name))));
}

/** The answers with the fields of some units taken from elsewhere. */
export function withUnitsOf(answers: Answers, other: Answers, units: readonly string[]): Answers {
  const own = Object.entries(answers).filter(([name]) => !units.includes(unitOf(name, units)));
  const taken = Object.entries(other).filter(([name]) => isAnswer(name) && units.includes(unitOf(name, units)));
  return Object.fromEntries([...own, ...taken]);
}

function unitOf(name: string, lists: readonly string[]): string {
  return lists.find((list) => name === list || name.startsWith(`${list}.`)) ?? name;
}

function fieldsOf(answers: Answers, unit: string, lists: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => unitOf(name, lists) === unit));
}

/** What is in the fields of a unit, in the order of their names' numbers. */
function valuesOf(answers: Answers, unit: string, lists: readonly string[]): string[] {
  const names = Object.keys(fieldsOf(answers, unit, lists)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return normal(names.flatMap((name) => textsOf(answers, name)));
}

/** Browsers send line ends as CRLF, and an empty field is as good as none. */
function normal(values: readonly string[]): string[] {
  return values.map((value) => value.replace(/\r\n?/g, '\n').trim()).filter((value) => value !== '');
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
