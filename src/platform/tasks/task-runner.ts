import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { Database } from '../database/database.js';
import { FileStore } from '../files/file-store.js';
import { newId } from '../ids.js';
import { JobQueue } from '../queue/job-queue.js';
import { RunTask } from './task.jobs.js';
import { type TaskContext, type TaskFile, TaskRefused, type TaskResult, type TaskState, TaskStopped } from './task.js';
import { type ClaimedTask, LEASE_END, TaskLease } from './task-lease.js';
import { TaskRegistry } from './task-registry.js';

/** After so many runs that came to no end, a task has failed. */
const MAX_ATTEMPTS = 5;

/** So many seconds more before each further run after an error. */
const BACK_OFF_SECONDS = 3;

/** How many tasks one sweep hands to the queue. */
const SWEPT = 20;

/** A file of a result may not be larger. Bytes. */
const MAX_FILE = 2_000_000_000;

/** Nobody has it, though somebody should: new, given back, or its process has died. */
const FREE = `state IN ('waiting', 'running') AND (leased_until IS NULL OR leased_until < clock_timestamp())`;

/** Does long work, in worker processes. A task is a row with a lease; whoever claims the row does the work. */
@Injectable()
export class TaskRunner {
  private readonly logger = new Logger(TaskRunner.name);
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly registry: TaskRegistry,
    private readonly files: FileStore,
    private readonly queue: JobQueue,
  ) {}

  /** Runs the task, unless somebody has it, or it is over. */
  async run(id: string): Promise<void> {
    if (this.stopping) return;
    const task = await this.claim(id);
    if (!task) return;
    if (task.isCancelling) return this.finish(task, 'cancelled', null, null);
    const kind = this.registry.find(task.kind);
    if (!kind) return this.giveBack(task, 30);
    const lease = new TaskLease(this.database, task, () => this.stopping);
    const kept: TaskFile[] = [];
    lease.begin();
    let result: TaskResult;
    try {
      result = await kind.run(this.contextOf(task, lease, kept), kind.input.parse(task.input));
    } catch (error) {
      await lease.end();
      return this.ended(task, error, kept);
    }
    await lease.end();
    // Should this fail, nobody knows whether the row names the files: better a file too many.
    await this.finish(task, 'done', result, null, kept);
  }

  /** Hands the queue what nobody has, and gives up what has been tried often enough. */
  async sweep(): Promise<void> {
    await this.database.query(
      `UPDATE task SET state = 'failed', error = $2, finished_at = clock_timestamp(), leased_until = NULL WHERE id IN
         (SELECT id FROM task WHERE ${FREE} AND attempts >= $1 AND cancel_requested_at IS NULL FOR UPDATE SKIP LOCKED)`,
      [MAX_ATTEMPTS, JSON.stringify(BROKEN_OFF)],
    );
    const free = await this.database.query<{ id: string }>(
      `SELECT id FROM task WHERE ${FREE} ORDER BY id LIMIT ${SWEPT}`,
    );
    if (free.length === 0) return;
    // While jobs wait, no process is free for more.
    const { waiting = 0 } = await this.queue.depth(RunTask);
    if (waiting === 0) for (const { id } of free) await this.queue.add(RunTask, { id });
  }

  /** What is at work is given back at its next step, for another process to go on with. */
  stop(): void {
    this.stopping = true;
  }

  private async claim(id: string): Promise<ClaimedTask | null> {
    const [task] = await this.database.query<ClaimedTask>(
      `UPDATE task SET state = 'running', attempts = attempts + 1, leased_until = ${LEASE_END},
         started_at = coalesce(started_at, clock_timestamp())
       WHERE id = (SELECT id FROM task WHERE id = $1 AND ${FREE} AND (attempts < $2 OR cancel_requested_at IS NOT NULL)
         FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, edition_id AS "editionId", account_id AS "accountId", input, done, total, progress, attempts,
         cancel_requested_at IS NOT NULL AS "isCancelling"`,
      [id, MAX_ATTEMPTS],
    );
    return task ?? null;
  }

  private contextOf(task: ClaimedTask, lease: TaskLease, kept: TaskFile[]): TaskContext {
    const context: TaskContext = {
      task,
      check: () => lease.check(),
      report: (done, total, progress) =>
        context.commit(() => Promise.resolve({ done, total: total ?? undefined, progress })),
      commit: async (work) => {
        lease.check();
        await this.database.transaction(async (tx) => lease.settle(tx, await work(tx)));
      },
      settle: async (tx, step) => {
        lease.check();
        await lease.settle(tx, step);
      },
      keep: async (name, mediaType, content) => {
        lease.check();
        const id = newId();
        const { size } = await this.files.write(id, content, MAX_FILE);
        const file = { id, name, mediaType, size };
        kept.push(file);
        return file;
      },
    };
    return context;
  }

  private async ended(task: ClaimedTask, error: unknown, kept: TaskFile[]): Promise<void> {
    if (error instanceof TaskRefused) {
      return this.finish(task, 'failed', error.result, { code: error.code, message: error.message }, kept);
    }
    await this.forget(kept);
    if (error instanceof TaskStopped) {
      if (error.why === 'cancelled') await this.finish(task, 'cancelled', null, null);
      if (error.why === 'interrupted') await this.giveBack(task, 0);
      if (error.why === 'taken-over') this.logger.warn(`Task ${task.id} was taken over by another process.`);
      return;
    }
    if (error instanceof DomainError && error.kind !== 'unavailable') {
      return this.finish(task, 'failed', null, { code: error.code, message: error.message });
    }
    this.logger.error({
      msg: `Task ${task.kind} failed (run ${task.attempts} of ${MAX_ATTEMPTS})`,
      id: task.id,
      stack: (error as { stack?: string }).stack ?? String(error),
    });
    if (task.attempts < MAX_ATTEMPTS) {
      await this.database.query(
        `UPDATE task SET state = 'waiting', leased_until = clock_timestamp() + interval '1 second' * $3
         WHERE id = $1 AND attempts = $2 AND state = 'running'`,
        [task.id, task.attempts, BACK_OFF_SECONDS * task.attempts],
      );
      return;
    }
    const message = `Something went wrong on our side. Quote this reference when you ask for help: ${task.id}.`;
    await this.finish(task, 'failed', null, { code: 'unexpected', message });
  }

  /** Another process may have it, after some seconds; this run does not count as an attempt. */
  private async giveBack(task: ClaimedTask, seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE task SET state = 'waiting', attempts = attempts - 1, leased_until = clock_timestamp() + interval '1 second' * $3
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [task.id, task.attempts, seconds],
    );
  }

  private async finish(
    task: ClaimedTask,
    state: TaskState,
    result: TaskResult | null,
    error: { code: string; message: string } | null,
    kept: TaskFile[] = [],
  ): Promise<void> {
    const [finished] = await this.database.query(
      `UPDATE task SET state = $3, result = $4, error = $5, finished_at = clock_timestamp(), leased_until = NULL
       WHERE id = $1 AND attempts = $2 AND state = 'running' RETURNING id`,
      [task.id, task.attempts, state, result && JSON.stringify(result), error && JSON.stringify(error)],
    );
    const named = finished ? [result?.file?.id, result?.errors?.id] : [];
    await this.forget(kept.filter(({ id }) => !named.includes(id)));
  }

  private async forget(files: readonly TaskFile[]): Promise<void> {
    for (const { id } of files) {
      await this.files
        .remove(id)
        .catch((error: unknown) => this.logger.warn(`A file is left to the sweep: ${String(error)}`));
    }
  }
}

const BROKEN_OFF = {
  code: 'broken-off',
  message: `The work was broken off ${MAX_ATTEMPTS} times and is not tried again.`,
};
