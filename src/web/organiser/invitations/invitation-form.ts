import { stringify } from 'csv-stringify/sync';
import { type CheckedPerson, type ListedPerson, type RowProblem } from '../../../features/registration/index.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { type Answers, textOf } from '../../form-answers.js';
import { instantAnswer } from '../parts/part-answers.js';
import { type TextKey, type Translate } from '../../texts.js';

/* What the forms of invitations hold, and the words for what is wrong in them. */

/** What every invitation has, whoever it is for. */
export function termsOf(answers: Answers, zone: string): Record<string, unknown> {
  return {
    category: textOf(answers, 'category') ?? '',
    message: textOf(answers, 'message')?.replace(/\r\n?/g, '\n') ?? null,
    expiresAt: instantAnswer(answers, 'expiresAt', zone, null) ?? null,
    locale: textOf(answers, 'locale') ?? null,
  };
}

/** An invitation of one person, or of one coordinator. */
export function invitationOf(answers: Answers, zone: string): Record<string, unknown> {
  return {
    ...termsOf(answers, zone),
    kind: textOf(answers, 'kind') === 'delegation' ? 'delegation' : 'person',
    email: textOf(answers, 'email') ?? '',
    name: textOf(answers, 'name') ?? null,
    institution: textOf(answers, 'institution') ?? null,
  };
}

const CODES: Record<string, TextKey> = {
  'already-invited': 'invitations.error.invited',
  'invitee-registered': 'invitations.error.registered',
  'no-quota': 'invitations.error.noQuota',
  'edition-not-on': 'invitations.error.editionNotOn',
  'in-the-past': 'invitations.error.past',
  'ambiguous-local-time': 'parts.error.ambiguous',
  'not-utf-8': 'invitations.error.encoding',
  'not-text': 'invitations.error.notText',
  'too-many-rows': 'invitations.error.tooMany',
  'too-long-to-paste': 'invitations.error.tooLong',
  'no-email-column': 'invitations.error.noColumn',
  'broken-quotes': 'invitations.error.quotes',
};

const FIELDS: Record<string, TextKey> = {
  category: 'invitations.error.category',
  email: 'register.error.email',
  name: 'invitations.error.name',
  institution: 'invitations.error.institution',
  locale: 'register.error.locale',
  message: 'invitations.error.message',
  expiresAt: 'invitations.error.expiresAt',
  list: 'invitations.error.list',
};

/** What to do about a wrong answer, in the organiser's language. */
export function explainInvitation(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => t(CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other');
}

/** Which field is wrong when it is a rule that was broken; null for what no form can mend. */
export function invitationErrorsOf(error: unknown): FieldError[] | null {
  if (!(error instanceof DomainError)) return null;
  const { code, message } = error;
  if (error.kind === 'invalid') return error.errors;
  if (code === 'already-invited' || code === 'invitee-registered') return [{ path: 'email', code, message }];
  if (code === 'no-quota') return [{ path: 'institution', code, message }];
  return code === 'edition-not-on' ? [{ path: '', code, message }] : null;
}

const PROBLEMS: Record<RowProblem['code'], TextKey> = {
  required: 'invitations.problem.required',
  'not-an-address': 'invitations.problem.address',
  'too-long': 'invitations.problem.tooLong',
  formula: 'invitations.problem.formula',
  'control-characters': 'invitations.problem.control',
  'unknown-institution': 'invitations.problem.institution',
  'unknown-language': 'invitations.problem.language',
};

const COLUMNS: Record<RowProblem['column'], TextKey> = {
  email: 'register.email',
  name: 'register.name',
  institution: 'register.institution',
  language: 'invitations.language',
};

/** What is wrong with a row, with the column that it is about. */
export function problemText({ column, code }: RowProblem, t: Translate): string {
  return t('invitations.problem.at', { column: t(COLUMNS[column]), problem: t(PROBLEMS[code]) });
}

const LIST_COLUMNS = ['email', 'name', 'institution', 'language'] as const;

/** Those of a list who would be invited, for the form that sends them: it is read as the first list was. */
export function sendableList(rows: readonly CheckedPerson[]): string {
  const people = rows.filter(({ outcome }) => outcome.fate === 'new');
  return stringify(people.map(cellsOf), { header: true, columns: [...LIST_COLUMNS] });
}

const cellsOf = ({ email, name, institution, language }: ListedPerson) => [email, name, institution, language];
