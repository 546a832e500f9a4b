import { DomainError } from '../../../kernel/domain-error.js';

/** Sign-in with a wrong address or password; the answer does not say which. */
export class WrongCredentials extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'wrong-credentials';

  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** Nobody is signed in, or the token is unknown. */
export class SignInRequired extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'sign-in-required';

  constructor() {
    super('Sign in first, or send a bearer token.');
  }
}

/** Signed in, but without a role that allows this. */
export class NotAllowed extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';

  constructor() {
    super('Your roles do not allow this.');
  }
}

/** More password checks at once than this machine can make (each takes 19 MiB and some 12 ms of a core). */
export class TooManySignIns extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-many-sign-ins';

  constructor() {
    super('Too many people are signing in at this moment. Try again in a few seconds.');
  }
}
