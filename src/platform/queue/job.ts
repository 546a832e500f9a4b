import { type z } from 'zod';

/**
 * A kind of background work: its name, the queue that carries it and the shape of its payload. Defined beside the feature
 * that asks for it; the processor stands in `worker/`. A payload carries ids and small values only: the database remembers
 * what there is to do, the queue wakes.
 */
export interface JobDefinition<T> {
  name: string;
  payload: z.ZodType<T>;
  /** For a schedule: run it every so many ms. */
  everyMs?: number;
  /** How many of it one process runs at the same time. */
  concurrency: number;
}

/** Declares a job. @example const SweepDeliveries = defineJob({ name: 'sweep-deliveries', payload: z.object({}), everyMs: 1000, concurrency: 1 }); */
export function defineJob<T>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition;
}

/** A job with what a worker process does about it. */
export interface Processor {
  job: JobDefinition<unknown>;
  run: (data: unknown) => Promise<void>;
}

/** Joins a job with its work, which must be safe to run twice: it claims rows before it acts on them. */
export function processorOf<T>(job: JobDefinition<T>, run: (payload: T) => Promise<void>): Processor {
  return { job, run: (data) => run(job.payload.parse(data)) };
}
