import {
  DelegateInput,
  type DelegateLine,
  type Outcome,
  readDelegateLines,
} from '../../features/registration/index.js';
import { type DomainError, type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { fieldErrorsOf, readInput } from '../../platform/input/read-input.js';
import { type Answers, textOf, verbatimOf } from '../form-answers.js';
import { type TextKey, type Translate } from '../texts.js';

/* What a coordinator's forms hold, and what is said about each delegate. */

/** What became of one delegate; `text` is how the coordinator has written them, and `status` null when they were refused. */
export interface NamedDelegate {
  text: string;
  status: 'confirmed' | 'offered' | 'waitlisted' | 'pending' | null;
  problem: TextKey | null;
}

const STATUSES: Record<string, TextKey> = {
  confirmed: 'delegation.became.confirmed',
  offered: 'delegation.became.offered',
  waitlisted: 'delegation.became.waitlisted',
  pending: 'delegation.became.pending',
};

const PROBLEMS: Record<string, TextKey> = {
  'quota-full': 'delegation.problem.quotaFull',
  'sold-out': 'delegation.problem.soldOut',
  'already-registered': 'delegation.problem.registered',
  'registration-closed': 'delegation.problem.closed',
};

const FIELDS: Record<string, TextKey> = {
  name: 'delegation.problem.name',
  email: 'register.error.email',
  nativeName: 'register.error.nativeName',
  affiliation: 'register.error.affiliation',
  locale: 'register.error.locale',
  consent: 'delegation.problem.consent',
  agreed: 'delegation.problem.agreed',
  list: 'delegation.problem.list',
};

const LIST_CODES: Record<string, TextKey> = {
  'too-many-rows': 'delegation.problem.tooMany',
  'broken-quotes': 'delegation.problem.quotes',
};

/** What to do about a wrong answer, in the reader's language. */
export function explainDelegation(t: Translate): (error: FieldError) => string {
  return ({ path, code }) =>
    t(PROBLEMS[code] ?? LIST_CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other');
}

/** “Ada Lovelace has a place.”, or why not. */
export function becameText({ status, problem }: NamedDelegate, t: Translate): string {
  return t(status === null ? (problem ?? 'form.error.other') : STATUSES[status]!);
}

/** One delegate from the form with a field for everything. @throws InvalidInput */
export function delegateOf(answers: Answers): DelegateInput {
  return readInput(DelegateInput, {
    name: textOf(answers, 'name') ?? '',
    nativeName: textOf(answers, 'nativeName'),
    email: textOf(answers, 'email') ?? '',
    affiliation: textOf(answers, 'affiliation'),
    locale: textOf(answers, 'locale'),
    consent: textOf(answers, 'consent') === 'true',
  });
}

/** Delegates from pasted lines, those that can be read apart from those that cannot. @throws InvalidInput */
export function delegatesOf(answers: Answers): { line: DelegateLine; read: DelegateInput | TextKey }[] {
  const consent = textOf(answers, 'agreed') === 'true';
  if (!consent) throw InvalidInput.at('agreed', 'required', 'Say that the delegates have agreed.');
  const locale = textOf(answers, 'listLocale');
  return readDelegateLines(verbatimOf(answers, 'list')).map((line) => {
    const { name, email, affiliation } = line;
    const read = DelegateInput.safeParse({ name, email, affiliation: affiliation || undefined, locale, consent });
    if (read.success) return { line, read: read.data };
    return { line, read: FIELDS[fieldErrorsOf(read.error)[0]!.path] ?? 'form.error.other' };
  });
}

/** What the engine has said about somebody. */
export function namedAs(text: string, outcome: Outcome): NamedDelegate {
  if (!('refused' in outcome)) return { text, status: outcome.status, problem: null };
  return { text, status: null, problem: problemOf(outcome.refused) };
}

/** Why somebody could not be named. */
const problemOf = (error: DomainError): TextKey => PROBLEMS[error.code] ?? 'form.error.other';
