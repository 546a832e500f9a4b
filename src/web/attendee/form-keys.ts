import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';

const KEPT_MS = 10 * 60_000;
const MOST = 5_000;

/**
 * A form that is sent twice, by a double click or an impatient reload, is worked off once: the second request gets the
 * outcome of the first. Kept in this process only; what reaches another one is told apart by the e-mail address.
 */
@Injectable()
export class FormKeys {
  private readonly outcomes = new Map<string, { since: number; outcome: Promise<unknown> }>();

  constructor(private readonly clock: Clock) {}

  once<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (!key || key.length > 200) return work();
    const now = this.clock.now().getTime();
    this.forget(now);
    const known = this.outcomes.get(key);
    if (known) return known.outcome as Promise<T>;
    const outcome = work();
    this.outcomes.set(key, { since: now, outcome });
    // What was refused may be tried again with the same key.
    outcome.catch(() => this.outcomes.delete(key));
    return outcome;
  }

  private forget(now: number): void {
    for (const [key, { since }] of this.outcomes) {
      if (now - since < KEPT_MS && this.outcomes.size < MOST) return;
      this.outcomes.delete(key);
    }
  }
}
