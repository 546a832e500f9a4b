import { Injectable } from '@nestjs/common';
import { type Counter, RateLimits } from '../../platform/security/rate-limits.js';
import { Seal } from '../../platform/security/seal.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { TooManyAttempts } from './domain/accounts.errors.js';
import { LIMITS, networkOf } from './domain/limits.js';

/** Points taken for one attempt. `exhausted` are the counters whose last point it took. */
export interface Attempt {
  counters: Counter[];
  exhausted: Counter[];
}

/** Counts attempts at passwords, codes and mailed links, across processes. Policy: `domain/limits.ts`. */
@Injectable()
export class Attempts {
  /** Since the start of this process, for the metrics. */
  failed = 0;

  constructor(
    private readonly limits: RateLimits,
    private readonly seal: Seal,
  ) {}

  /** @throws TooManyAttempts, LimitsUnavailable */
  signIn(email: string, ip: string | undefined): Promise<Attempt> {
    const of = this.keyOf(email);
    return this.begin([
      { limit: LIMITS.signInFromNetwork, of: networkOf(ip) },
      { limit: LIMITS.signInToAddress, of },
      { limit: LIMITS.signInToAddressADay, of },
    ]);
  }

  /** `session` is the sign-in that waits for the code, if there is one. @throws TooManyAttempts, LimitsUnavailable */
  code(accountId: string, session?: string): Promise<Attempt> {
    return this.begin([
      ...(session === undefined ? [] : [{ limit: LIMITS.codeForSession, of: session }]),
      { limit: LIMITS.codeForAccount, of: accountId },
    ]);
  }

  /** @throws TooManyAttempts, LimitsUnavailable */
  link(email: string, ip: string | undefined): Promise<Attempt> {
    return this.begin([
      { limit: LIMITS.linkFromNetwork, of: networkOf(ip) },
      { limit: LIMITS.linkToAddress, of: this.keyOf(email) },
    ]);
  }

  /** It turned out well: what it took is given back, and the address begins anew. */
  async succeeded({ counters }: Attempt): Promise<void> {
    const isCleared = ({ limit }: Counter) => limit.name === LIMITS.signInToAddress.name;
    await this.limits.clear(counters.filter(isCleared));
    await this.limits.giveBack(counters.filter((counter) => !isCleared(counter)));
  }

  /** It could not be made at all. */
  withdrawn({ counters }: Attempt): Promise<void> {
    return this.limits.giveBack(counters);
  }

  /** Whoever proves to be the owner in another way may try at once again. */
  forgive(email: string): Promise<void> {
    return this.limits.clear([{ limit: LIMITS.signInToAddress, of: this.keyOf(email) }]);
  }

  private async begin(counters: Counter[]): Promise<Attempt> {
    const taken = await this.limits.take(counters);
    if (!taken.granted) throw new TooManyAttempts(taken.retryAfterSeconds);
    return { counters, exhausted: taken.exhausted };
  }

  /** Addresses are counted, not collected. */
  private keyOf(email: string): string {
    return this.seal.fingerprint(`address:${normaliseEmail(email)}`).toString('base64url');
  }
}
