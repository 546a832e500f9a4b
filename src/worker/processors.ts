import { Injectable } from '@nestjs/common';
import { AccountsService, Prune } from '../features/accounts/index.js';
import { DeliverMessages, OutboxService, SweepDeliveries, SweepService } from '../features/messaging/index.js';
import { IdempotencyInterceptor } from '../platform/http/idempotency.js';
import { type Processor } from '../platform/queue/job.js';

/** What this process does with each kind of job: three lines each, the work is the features'. */
@Injectable()
export class Processors {
  constructor(
    private readonly outbox: OutboxService,
    private readonly sweep: SweepService,
    private readonly accounts: AccountsService,
    private readonly idempotency: IdempotencyInterceptor,
  ) {}

  all(): Processor<never>[] {
    const deliver: Processor<{ ids: string[] }> = { job: DeliverMessages, run: ({ ids }) => this.outbox.deliver(ids) };
    const sweep: Processor<object> = { job: SweepDeliveries, run: () => this.sweep.sweep() };
    const prune: Processor<object> = {
      job: Prune,
      run: async () => {
        await this.accounts.prune();
        await this.idempotency.prune();
      },
    };
    return [deliver, sweep, prune] as Processor<never>[];
  }

  /** Nothing new is begun from now on. */
  stop(): void {
    this.outbox.stop();
  }
}
