import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Consumer, type Producer, type QueueBackend } from './queue-backend.js';
import { type JobDefinition, type Processor } from './job.js';

/** How often schedules are declared again: an emptied Redis has forgotten them. ms. */
const REDECLARE_EVERY_MS = 5_000;

/** How long to wait at the end for a backend that may be away, ms. */
const GOODBYE_MS = 1_500;

/**
 * Asks for background work, and in a worker process runs it. One queue a kind of job. What there is to do always stands in
 * a table too, so a job that gets lost delays the work until the next sweep and loses nothing.
 */
@Injectable()
export class JobQueue {
  private readonly logger = new Logger(JobQueue.name);
  private readonly producers = new Map<string, Producer>();
  private readonly consumers: Consumer[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private redeclare: NodeJS.Timeout | undefined;
  private readonly complained = new Map<string, number>();

  constructor(private readonly backend: QueueBackend) {}

  get backendName(): string {
    return this.backend.name;
  }

  /** @throws when the queue cannot be reached; the caller's row is found by the next sweep all the same. */
  async add<T extends object>(job: JobDefinition<T>, payload: T): Promise<void> {
    await this.producer(job.name).add(job.name, payload);
  }

  /** Starts to run jobs and keeps their schedules declared. Only worker processes call it. */
  work(processors: Processor[]): void {
    for (const { job, run } of processors) {
      const consumer = this.backend.consume(
        job.name,
        job.concurrency,
        (data) => {
          const work = run(data).catch((error: Error) => {
            this.logger.error({ msg: `Job ${job.name} failed`, error: String(error), stack: error.stack });
            throw error;
          });
          this.underWay.add(work);
          return work.finally(() => this.underWay.delete(work));
        },
        (error) => this.complain(job.name, error),
      );
      this.consumers.push(consumer);
    }
    const schedules = processors.map(({ job }) => job).filter((job) => job.everyMs);
    // Nobody waits for it: a queue that is away must not keep the process from starting, or from being stopped.
    let declaring: Promise<unknown> | undefined;
    const declare = () => {
      declaring ??= Promise.all(schedules.map((job) => this.declare(job))).finally(() => (declaring = undefined));
    };
    declare();
    this.redeclare = setInterval(declare, REDECLARE_EVERY_MS);
  }

  /** Jobs waiting and under way, over all kinds that this process has asked for. @throws when the queue cannot be reached. */
  async depth(job: JobDefinition<unknown>): Promise<Record<string, number>> {
    return this.producer(job.name).getJobCounts('waiting', 'active', 'delayed', 'failed');
  }

  /** @throws when the queue cannot be reached */
  async ping(): Promise<void> {
    await this.producer('ping').getJobCounts('waiting');
  }

  /** Takes no more jobs and waits for those under way; not for a backend that is away and cannot be told that they are done. */
  async stopWorking(): Promise<void> {
    clearInterval(this.redeclare);
    const closed = Promise.allSettled(this.consumers.splice(0).map((consumer) => consumer.close()));
    await Promise.race([closed, this.allDone()]);
  }

  /** The moment after the last job lets one that was fetched just before begin, and be waited for too. */
  private async allDone(): Promise<void> {
    do {
      await Promise.allSettled([...this.underWay]);
      await pause(GOODBYE_MS, undefined, { ref: false });
    } while (this.underWay.size > 0);
  }

  async close(): Promise<void> {
    await this.stopWorking();
    const closed = Promise.allSettled([...this.producers.values()].map((producer) => producer.close()));
    await Promise.race([closed, pause(GOODBYE_MS, undefined, { ref: false })]);
    await this.backend.close();
  }

  private async declare(job: JobDefinition<unknown>): Promise<void> {
    const repeat = { every: job.everyMs! };
    await this.producer(job.name)
      .upsertJobScheduler(job.name, repeat, { name: job.name, data: {} })
      .catch((error: Error) => this.complain(job.name, error));
  }

  private producer(name: string): Producer {
    let producer = this.producers.get(name);
    if (!producer) {
      producer = this.backend.produce(name, (error) => this.complain(name, error));
      this.producers.set(name, producer);
    }
    return producer;
  }

  /** A backend that is down raises errors many times a second; once in ten seconds is enough to know. */
  private complain(name: string, error: Error): void {
    const now = Date.now();
    if (now - (this.complained.get(name) ?? 0) < 10_000) return;
    this.complained.set(name, now);
    this.logger.warn(`Queue ${name} (${this.backend.name}): ${error.message || String(error)}`);
  }
}
