import { Injectable } from '@nestjs/common';
import { DeliverMessages, OutboxService, SweepDeliveries, SweepService } from '../features/messaging/index.js';
import { type Processor, processorOf } from '../platform/queue/job.js';
import { ReindexSearch } from '../platform/search/search.jobs.js';
import { SearchReindexing } from '../platform/search/search-reindexing.js';
import { RunTask, SweepTasks } from '../platform/tasks/task.jobs.js';
import { TaskRunner } from '../platform/tasks/task-runner.js';
import { Upkeep } from './upkeep.js';

/** What this process does with each kind of job: three lines each, the work is the features'. */
@Injectable()
export class Processors {
  constructor(
    private readonly outbox: OutboxService,
    private readonly sweep: SweepService,
    private readonly reindexing: SearchReindexing,
    private readonly upkeep: Upkeep,
    private readonly tasks: TaskRunner,
  ) {}

  all(): Processor[] {
    return [
      processorOf(DeliverMessages, ({ ids }) => this.outbox.deliver(ids)),
      processorOf(SweepDeliveries, () => this.sweep.sweep()),
      processorOf(ReindexSearch, async () => void (await this.reindexing.run())),
      processorOf(RunTask, ({ id }) => this.tasks.run(id)),
      processorOf(SweepTasks, () => this.tasks.sweep()),
      ...this.upkeep.all(),
    ];
  }

  /** Nothing new is begun from now on. */
  stop(): void {
    this.outbox.stop();
    this.reindexing.stop();
    this.tasks.stop();
  }
}
