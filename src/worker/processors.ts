import { Injectable } from '@nestjs/common';
import { AccountsService, Prune } from '../features/accounts/index.js';
import { DeliverMessages, OutboxService, SweepDeliveries, SweepService } from '../features/messaging/index.js';
import { IdempotencyInterceptor } from '../platform/http/idempotency.js';
import { type Processor, processorOf } from '../platform/queue/job.js';

/** What this process does with each kind of job: three lines each, the work is the features'. */
@Injectable()
export class Processors {
  constructor(
    private readonly outbox: OutboxService,
    private readonly sweep: SweepService,
    private readonly accounts: AccountsService,
    private readonly idempotency: IdempotencyInterceptor,
  ) {}

  all(): Processor[] {
    return [
      processorOf(DeliverMessages, ({ ids }) => this.outbox.deliver(ids)),
      processorOf(SweepDeliveries, () => this.sweep.sweep()),
      processorOf(Prune, async () => {
        await this.accounts.prune();
        await this.idempotency.prune();
      }),
    ];
  }

  /** Nothing new is begun from now on. */
  stop(): void {
    this.outbox.stop();
  }
}
