import { Injectable, Logger } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/job-queue.js';
import { DELIVERIES_A_JOB, DELIVERIES_A_JOB_AT_MOST, DeliverMessages } from './messaging.jobs.js';

/** How long to gather deliveries before one job is asked for, ms. */
const GATHER_MS = 5;

/** Wakes the queue for deliveries that are due at once. A lost nudge costs seconds: the sweep finds the row. */
@Injectable()
export class Nudge {
  private readonly logger = new Logger(Nudge.name);
  private gathered: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly queue: JobQueue) {}

  deliver(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.gathered.push(...ids);
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  private async flush(): Promise<void> {
    const ids = this.gathered;
    this.gathered = [];
    this.timer = undefined;
    try {
      // A burst is spread over the workers there are, in a few jobs rather than in a great many: asking for one costs, too.
      const size = Math.max(
        DELIVERIES_A_JOB,
        Math.min(DELIVERIES_A_JOB_AT_MOST, Math.ceil(ids.length / DeliverMessages.concurrency)),
      );
      for (let start = 0; start < ids.length; start += size) {
        await this.queue.add(DeliverMessages, { ids: ids.slice(start, start + size) });
      }
    } catch (error) {
      this.logger.warn(
        `The queue cannot be woken; the next sweep will find ${ids.length} deliveries: ${String(error)}`,
      );
    }
  }
}
