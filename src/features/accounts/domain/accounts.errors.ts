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

/** The password was right; the account also asks for a code. */
export class SecondFactorRequired extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'second-factor-required';

  constructor() {
    super('This account has a second factor: send the six digits of your app, or a recovery code, as `code`.');
  }
}

/** Neither a code of the app that is good now, nor an unused recovery code. */
export class WrongCode extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'wrong-code';

  constructor() {
    super('The code is wrong, or was used already. Wait for the next one.');
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

/** Keys are changed by people, not by programs: a token that leaks must not be able to make more of its kind. */
export class SessionRequired extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'session-required';

  constructor() {
    super('This needs somebody who has signed in: a bearer token cannot do it.');
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

/** A limit against guessing is reached. Whether the address exists makes no difference. */
export class TooManyAttempts extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-many-attempts';

  constructor(override readonly retryAfterSeconds: number) {
    super(`There were too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`);
  }
}

/** A mailed link that was used, is too old, or was never ours. */
export class LinkGone extends DomainError {
  readonly kind = 'gone';
  readonly code = 'link-gone';

  constructor() {
    super('This link was used already, or is no longer valid. Ask for a new one.');
  }
}

/** Somebody must be left who can let others in. */
export class LastAdministrator extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-administrator';

  constructor() {
    super('This is the last administrator. Make somebody else an administrator first.');
  }
}

/** Two people cannot have one address. */
export class DuplicateAccount extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-account';

  constructor() {
    super('There is an account with this e-mail address already.');
  }
}

/** The person has this role there already. */
export class DuplicateRole extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-role';

  constructor() {
    super('This person has this role there already.');
  }
}

/** Who has a password needs no invitation: a forgotten one can be reset. */
export class AlreadyAccepted extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-accepted';

  constructor() {
    super('This person has accepted already, and can sign in.');
  }
}

/** A second factor is confirmed already; end it before you begin another. */
export class SecondFactorActive extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'second-factor-active';

  constructor() {
    super('This account has a second factor already. End it first.');
  }
}

/** There is no second factor to confirm, to end or to make recovery codes for. */
export class NoSecondFactor extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-second-factor';

  constructor() {
    super('This account has no second factor that this could be done with.');
  }
}
