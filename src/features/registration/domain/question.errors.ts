import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { MAX_QUESTIONS } from './question-rules.js';

/** Somebody has answered, and a date is no answer to a question for a number. */
export class QuestionAnswered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'question-answered';

  constructor() {
    super('People have answered this question, so its kind stays. Remove it and add another one instead.');
  }
}

/** Another question looks at the answers to this one. */
export class QuestionNeeded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'question-needed';

  constructor() {
    super('Another question is asked only after an answer to this one. Change its condition first.');
  }
}

export class TooManyQuestions extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-questions';

  constructor() {
    super(`An edition can have ${MAX_QUESTIONS} questions. Remove one first.`);
  }
}

/** So many files have come from one network that the next one has to wait. */
export class TooManyFiles extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-many-files';

  constructor(override readonly retryAfterSeconds: number) {
    super(`Too many files have come from your network. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`);
  }
}

/** An answer names a file that never came, came for another question, was pruned, or belongs to somebody else. */
export class UnknownFile extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'unknown-file';
  override readonly errors: FieldError[];

  /** @param questions whose answers name such files */
  constructor(questions: readonly string[]) {
    super('A file is not there any more. Upload it again.');
    this.errors = questions.map((id) => ({ path: `answers.${id}`, code: this.code, message: this.message }));
  }
}
