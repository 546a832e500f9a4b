/** What sort of rule was broken. One table in `platform/http` turns kinds into HTTP statuses. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'too-large'
  | 'invalid'
  | 'too-many'
  | 'unavailable';

/** One wrong field: `path` in dots (`mirrors.0.url`), `code` stable in kebab-case, `message` for people. */
export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/**
 * A broken rule of the domain. Carries no HTTP status and no translated words: surfaces choose those by `kind` and `code`.
 * Subclasses set `kind` and a stable `code` in kebab-case.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;
  /** Wrong fields, if the error is about an input. */
  readonly errors: FieldError[] = [];
  /** When it may be worth trying again; whole seconds. */
  readonly retryAfterSeconds: number | undefined = undefined;

  constructor(detail: string) {
    super(detail);
    this.name = new.target.name;
  }
}

/** The thing asked for is not there, or must not be known to be there. */
export class NotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'not-found';

  constructor(what = 'This') {
    super(`${what} does not exist, or is not visible to you.`);
  }
}

/** An input that is well-formed but has wrong values. */
export class InvalidInput extends DomainError {
  readonly kind = 'invalid';
  readonly code: string;
  override readonly errors: FieldError[];

  constructor(errors: FieldError[], code = 'invalid-input') {
    super(errors.map((error) => `${error.path || 'body'}: ${error.message}`).join(' '));
    this.errors = errors;
    this.code = code;
  }

  /** The usual case of exactly one wrong field. */
  static at(path: string, code: string, message: string): InvalidInput {
    return new InvalidInput([{ path, code, message }]);
  }
}

/** Somebody else has changed the thing since it was read (`If-Match`). */
export class StaleVersion extends DomainError {
  readonly kind = 'stale';
  readonly code = 'stale-version';

  constructor() {
    super('This was changed by somebody else since you read it. Read it again, then repeat your change.');
  }
}
