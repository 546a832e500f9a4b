import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { type Config } from '../config/config.js';

/** The few words of a BullMQ queue that we use. */
export interface Producer {
  add(name: string, data: object): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, template: { name: string; data: object }): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** The few words of a BullMQ worker that we use. `close` waits for the jobs under way. */
export interface Consumer {
  close(): Promise<void>;
}

/** Either of the two backends. No feature knows which. */
export interface QueueBackend {
  name: 'redis' | 'postgresql';
  /** A producer fails fast, so that a request never waits for a queue. */
  produce(name: string, onError: (error: Error) => void): Producer;
  /** A consumer waits for as long as it takes until the backend is back. */
  consume(
    name: string,
    concurrency: number,
    run: (data: unknown) => Promise<void>,
    onError: (error: Error) => void,
  ): Consumer;
  /** Prepares the backend's own schema, once, before the first producer or consumer. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** Finished jobs go at once: a count above zero makes the PostgreSQL backend run finished jobs again (bullmq 6.7.0). */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** A killed worker's job is free again within seconds; the rows that it worked on have leases of their own. ms, drainDelay in s. */
const WORKER_OPTIONS = {
  ...{ lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5, drainDelay: 2 },
  // After an error of the backend; the default of 15 s would be felt long after it is back.
  runRetryDelay: 1_000,
};

/** The one place that decides between Redis (`REDIS_URL` set) and PostgreSQL. */
export function chooseQueueBackend(config: Config, databaseUrl: string): QueueBackend {
  return config.redisUrl ? redisBackend(config.redisUrl) : postgresBackend(databaseUrl);
}

function redisBackend(url: string): QueueBackend {
  const connections: Redis[] = [];
  const connect = (options: object, onError: (error: Error) => void) => {
    const connection = new Redis(url, options);
    connection.on('error', onError);
    connections.push(connection);
    return connection;
  };
  return {
    name: 'redis',
    produce: (name, onError) => {
      const connection = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 }, onError);
      const queue = new Queue(name, { connection, defaultJobOptions: JOB_OPTIONS });
      queue.on('error', onError);
      return queue;
    },
    consume: (name, concurrency, run, onError) => {
      const connection = connect({ maxRetriesPerRequest: null }, onError);
      const worker = new Worker(name, (job) => run(job.data), { ...WORKER_OPTIONS, connection, concurrency });
      worker.on('error', onError);
      return worker;
    },
    prepare: () => Promise.resolve(),
    close: () => {
      for (const connection of connections) connection.disconnect();
      return Promise.resolve();
    },
  };
}

function postgresBackend(url: string): QueueBackend {
  const bullmq = withBackend(createPostgresBackend);
  const pool = (max: number) => ({ connectionString: url, max, application_name: 'symposia-queue' });
  return {
    name: 'postgresql',
    produce: (name, onError) => {
      const queue = new bullmq.Queue(name, {
        connection: pool(2),
        defaultJobOptions: JOB_OPTIONS,
        streams: { events: { maxLen: 100 } },
      });
      queue.on('error', onError);
      return queue;
    },
    consume: (name, concurrency, run, onError) => {
      const worker = new bullmq.Worker(name, (job) => run(job.data), {
        ...WORKER_OPTIONS,
        connection: pool(3),
        concurrency,
      });
      worker.on('error', onError);
      return worker;
    },
    // A worker on a schema that was not migrated spins without a pause, so this comes before any of them.
    prepare: async () => {
      const first = new bullmq.Queue('prepare', { connection: { ...pool(1), migrate: true } });
      try {
        await first.waitUntilReady();
      } finally {
        await first.close();
      }
    },
    close: () => Promise.resolve(),
  };
}
