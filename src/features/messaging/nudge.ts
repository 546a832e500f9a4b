import { Injectable, Logger } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/job-queue.js';
import { DELIVERIES_A_JOB, DeliverMessages } from './messaging.jobs.js';

/** How long to gather deliveries before one job is asked for, ms. */
const GATHER_MS = 5;

/** Wakes the queue for deliveries that are due at once. A lost nudge costs seconds: the sweep finds the row. */
@Injectable()
export class Nudge {
  private readonly logger = new Logger(Nudge.name);
  private gathered: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly queue: JobQueue) {}

  deliver(id: string): void {
    this.gathered.push(id);
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  private async flush(): Promise<void> {
    const ids = this.gathered;
    this.gathered = [];
    this.timer = undefined;
    try {
      for (let start = 0; start < ids.length; start += DELIVERIES_A_JOB) {
        await this.queue.add(DeliverMessages, { ids: ids.slice(start, start + DELIVERIES_A_JOB) });
      }
    } catch (error) {
      this.logger.warn(
        `The queue cannot be woken; the next sweep will find ${ids.length} deliveries: ${String(error)}`,
      );
    }
  }
}
