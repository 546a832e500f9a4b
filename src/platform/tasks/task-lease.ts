import { performance } from 'node:perf_hooks';
import { type Database } from '../database/database.js';
import { type Tx } from '../database/tx.js';
import { type TaskAtWork, type TaskStep, TaskStopped } from './task.js';

/** Whoever has a task and says nothing for so long has lost it. ms. */
const LEASE_MS = 15_000;

/** While a run says nothing, somebody says so often that it is alive. ms. */
const BEAT_MS = 5_000;

/** From the database's own clock, which all processes share, as it is at this moment and not when the transaction began. */
export const LEASE_END = `clock_timestamp() + interval '${LEASE_MS} milliseconds'`;

/** A task that this process has claimed. */
export interface ClaimedTask extends TaskAtWork {
  kind: string;
  input: unknown;
  /** How many runs there have been, this one included: no two runs have the same. */
  attempts: number;
  isCancelling: boolean;
}

/**
 * The right to work on a task. It is proved with every step: in the transaction of the step, so that a process that was frozen
 * until another had taken over commits nothing.
 */
export class TaskLease {
  private stopped: TaskStopped['why'] | null = null;
  private validUntil = performance.now() + LEASE_MS;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly task: ClaimedTask,
    private readonly isEnding: () => boolean,
  ) {}

  begin(): void {
    this.timer = setInterval(() => {
      this.beating ??= this.beat().finally(() => (this.beating = undefined));
    }, BEAT_MS);
    this.timer.unref();
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  /** @throws TaskStopped */
  check(): void {
    if (performance.now() > this.validUntil) this.stopped ??= 'taken-over';
    if (this.stopped === null && this.isEnding()) this.stopped = 'interrupted';
    if (this.stopped !== null) throw new TaskStopped(this.stopped);
  }

  /** Remembers a step, as a part of the step. @throws TaskStopped when the task is somebody else's by now */
  async settle(tx: Tx, { done, total, progress }: TaskStep): Promise<void> {
    const { task } = this;
    await this.prolong(() =>
      tx.query<{ isCancelling: boolean }>(
        `UPDATE task SET done = $3, total = coalesce($4, total), progress = coalesce($5::jsonb, progress), leased_until = ${LEASE_END}
         WHERE id = $1 AND attempts = $2 AND state = 'running' RETURNING cancel_requested_at IS NOT NULL AS "isCancelling"`,
        [task.id, task.attempts, done, total ?? null, progress === undefined ? null : JSON.stringify(progress)],
      ),
    );
    // Somebody who wants it cancelled gets that at the next step: this one is done.
    if (this.stopped === 'taken-over') throw new TaskStopped('taken-over');
    Object.assign(task, {
      done,
      ...(total === undefined ? {} : { total }),
      ...(progress === undefined ? {} : { progress }),
    });
  }

  private async beat(): Promise<void> {
    await this.prolong(() =>
      this.database.query<{ isCancelling: boolean }>(
        `UPDATE task SET leased_until = ${LEASE_END} WHERE id = $1 AND attempts = $2 AND state = 'running'
         RETURNING cancel_requested_at IS NOT NULL AS "isCancelling"`,
        [this.task.id, this.task.attempts],
      ),
    ).catch(() => undefined); // The database is away: the lease runs out, or the next beat is heard.
  }

  private async prolong(update: () => Promise<{ isCancelling: boolean }[]>): Promise<void> {
    const asked = performance.now();
    const [row] = await update();
    if (!row) this.stopped = 'taken-over';
    else {
      this.validUntil = asked + LEASE_MS;
      if (row.isCancelling) this.stopped ??= 'cancelled';
    }
  }
}
