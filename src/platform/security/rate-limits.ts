import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';

/** So many `points` within so many `seconds` from the first of them on. The name keeps the counters of different limits apart. */
export interface RateLimit {
  name: string;
  points: number;
  seconds: number;
}

/** One counter: a limit and what it counts for, e.g. a network or the fingerprint of an address. */
export interface Counter {
  limit: RateLimit;
  of: string;
}

/** `exhausted` are the counters whose last point this was. */
export type Taken = { granted: true; exhausted: Counter[] } | { granted: false; retryAfterSeconds: number };

/**
 * The counters cannot be read or written. What they guard stays shut meanwhile: a limit that opens when its store is down can be
 * opened by taking the store down.
 */
export class LimitsUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'unavailable';

  constructor(override readonly cause: unknown) {
    super('This cannot be done at this moment. Try again in a few seconds.');
  }
}

/**
 * Limits that hold across processes, counted in PostgreSQL (table `rate_limit`) also where there is a Redis: that may be away or
 * empty, and then neither is a way in shut nor a guess forgotten. A point is taken before the work and given back if the work turns
 * out well, so that attempts made in parallel cannot slip through.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(private readonly dataSource: DataSource) {}

  /** Takes a point of each counter, or of none. A refusal changes nothing. @throws LimitsUnavailable */
  async take(counters: readonly Counter[]): Promise<Taken> {
    const seen = await surely(Promise.all(counters.map(({ limit, of }) => this.limiterOf(limit).get(of))));
    const full = seen.filter((state, index) => state !== null && state.consumedPoints >= counters[index]!.limit.points);
    if (full.length > 0) return refusal(full as RateLimiterRes[]);
    const answers = await surely(Promise.all(counters.map((counter) => this.consume(counter))));
    const refused = answers.filter(({ isGranted }) => !isGranted);
    if (refused.length > 0) {
      await this.giveBack(counters);
      return refusal(refused.map(({ state }) => state));
    }
    return { granted: true, exhausted: counters.filter((_, index) => answers[index]!.state.remainingPoints === 0) };
  }

  /** What was taken did not count after all. @throws LimitsUnavailable */
  async giveBack(counters: readonly Counter[]): Promise<void> {
    await surely(Promise.all(counters.map(({ limit, of }) => this.limiterOf(limit).reward(of))));
  }

  /** Begins anew. @throws LimitsUnavailable */
  async clear(counters: readonly Counter[]): Promise<void> {
    await surely(Promise.all(counters.map(({ limit, of }) => this.limiterOf(limit).delete(of))));
  }

  /** Forgets counters whose time is over. */
  async prune(now: Date): Promise<void> {
    await this.dataSource.query('DELETE FROM rate_limit WHERE expire < $1', [now.getTime()]);
  }

  private async consume({ limit, of }: Counter): Promise<{ isGranted: boolean; state: RateLimiterRes }> {
    try {
      return { isGranted: true, state: await this.limiterOf(limit).consume(of) };
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return { isGranted: false, state: refused };
      throw refused;
    }
  }

  private limiterOf({ name, points, seconds }: RateLimit): RateLimiterPostgres {
    const known = this.limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      keyPrefix: name,
      points,
      duration: seconds,
      storeClient: this.dataSource,
      storeType: 'typeorm',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
    });
    this.limiters.set(name, limiter);
    return limiter;
  }
}

function refusal(states: RateLimiterRes[]): Taken {
  const wait = Math.max(...states.map(({ msBeforeNext }) => msBeforeNext));
  return { granted: false, retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) };
}

async function surely<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new LimitsUnavailable(error);
  }
}
