import { type ErrorKind, DomainError } from '../../../kernel/domain-error.js';

/** What a form holds: one text a field, or several. */
export type DraftAnswers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Of one draft as JSON, in bytes. */
export const MAX_DRAFT_BYTES = 200_000;
/** Of one account; the oldest makes room for a new one. */
export const MAX_DRAFTS = 100;
export const DRAFT_DAYS = 30;

const NAME = /^[a-z][a-z0-9-]*(?::[A-Za-z0-9._-]+){0,5}$/;
const SECRET = /password|passphrase|secret|token|csrf|recovery|^code$/i;

export class DraftTooLarge extends DomainError {
  readonly kind: ErrorKind = 'too-large';
  readonly code = 'draft-too-large';

  constructor() {
    super(`A draft holds at most ${MAX_DRAFT_BYTES / 1000} KB. Save the form itself.`);
  }
}

/** Is this the name of a form, e.g. `edition:ewa-2027:details`? */
export function isFormName(name: string): boolean {
  return name.length <= 200 && NAME.test(name);
}

/** What of a form may be kept: everything but secrets. @throws DraftTooLarge */
export function keepableAnswers(answers: DraftAnswers): Record<string, string | readonly string[]> {
  const kept = Object.entries(answers).filter(
    (entry): entry is [string, string | readonly string[]] => entry[1] !== undefined && !SECRET.test(entry[0]),
  );
  if (Buffer.byteLength(JSON.stringify(kept)) > MAX_DRAFT_BYTES) throw new DraftTooLarge();
  return Object.fromEntries(kept);
}
