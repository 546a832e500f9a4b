import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../kernel/domain-error.js';
import { checkPassword, hashPassword } from '../../platform/security/passwords.js';
import { TooManySignIns } from './domain/accounts.errors.js';
import { isGuessable, type Owner, PASSWORD_LENGTH } from './domain/password-rules.js';

/** How many password hashes may be under way in one process before others are asked to wait. */
const MAX_HASHES = 4;

/** Checks passwords, and hashes new ones that are good enough; never more at once than the machine can bear. */
@Injectable()
export class Passwords {
  private underWay = 0;
  private common: Promise<ReadonlySet<string>> | undefined;

  /** The work is the same with and without a stored hash. @throws TooManySignIns */
  check(stored: string | null, password: string): Promise<boolean> {
    return this.oneOfFew(() => checkPassword(stored, password));
  }

  /** @returns the hash. @throws InvalidInput (`password`: `common-password`), TooManySignIns */
  async hashNew(password: string, owner: Owner): Promise<string> {
    this.common ??= loadCommonPasswords();
    if (isGuessable(password, owner, await this.common)) {
      const message = 'This is among the first passwords that anybody would try. Please choose another.';
      throw InvalidInput.at('password', 'common-password', message);
    }
    return this.oneOfFew(() => hashPassword(password));
  }

  private async oneOfFew<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= MAX_HASHES) throw new TooManySignIns();
    this.underWay++;
    try {
      return await work();
    } finally {
      this.underWay--;
    }
  }
}

/** Loaded when the first password is set: most processes never need the list, and it takes some megabytes. */
async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter((password) => password.length >= PASSWORD_LENGTH.min));
}
