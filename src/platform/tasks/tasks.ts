import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../database/database.js';
import { type Tx } from '../database/tx.js';
import { newId } from '../ids.js';
import { JobQueue } from '../queue/job-queue.js';
import { RunTask } from './task.jobs.js';
import { type TaskResult, type TaskState } from './task.js';

/** A new task. */
export interface NewTask {
  kind: string;
  editionId?: string | null;
  /** Who starts it: it acts as that account, with the roles that it has then. */
  accountId: string;
  /** As the kind wants it; a file in the store that belongs to it stands at `file.id`. */
  input: object;
}

/** A task as it stands now. */
export interface TaskStanding {
  id: string;
  kind: string;
  editionId: string | null;
  accountId: string;
  state: TaskState;
  /** Waits for `release`. */
  isHeld: boolean;
  input: unknown;
  done: number;
  /** Null: not known yet. */
  total: number | null;
  result: TaskResult | null;
  /** Why it has failed. */
  error: { code: string; message: string } | null;
  isCancelling: boolean;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** The columns of `TaskStanding`, of a table `task t`. */
export const TASK_COLUMNS = `t.id, t.kind, t.edition_id AS "editionId", t.account_id AS "accountId", t.state,
  t.state = 'waiting' AND t.leased_until IS NOT DISTINCT FROM 'infinity'::timestamptz AS "isHeld",
  t.input, t.done, t.total, t.result, t.error::jsonb AS error, t.cancel_requested_at IS NOT NULL AS "isCancelling",
  t.created_at AS "createdAt", t.started_at AS "startedAt", t.finished_at AS "finishedAt"`;

/** Starts long work and tells how far it is. What there is to do is a row; the queue only wakes. */
@Injectable()
export class Tasks {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** @returns its id */
  async start(tx: Tx, task: NewTask): Promise<string> {
    const id = await this.insert(tx, task, null);
    tx.afterCommit(() => this.queue.add(RunTask, { id }));
    return id;
  }

  /** One that nobody begins until `release`, and that is forgotten after a day. @returns its id */
  hold(tx: Tx, task: NewTask): Promise<string> {
    return this.insert(tx, task, 'infinity');
  }

  /** Lets a held task begin, with its final input. @returns false when it is held no more, because somebody was faster */
  async release(tx: Tx, id: string, input: object): Promise<boolean> {
    const [released] = await tx.query(
      `UPDATE task SET input = $2, leased_until = NULL
       WHERE id = $1 AND state = 'waiting' AND leased_until = 'infinity' AND cancel_requested_at IS NULL RETURNING id`,
      [id, JSON.stringify(input)],
    );
    if (released) tx.afterCommit(() => this.queue.add(RunTask, { id }));
    return released !== undefined;
  }

  /** @throws NotFound */
  async byId(id: string): Promise<TaskStanding> {
    const [task] = await this.database.query<TaskStanding>(`SELECT ${TASK_COLUMNS} FROM task t WHERE t.id = $1`, [id]);
    if (!task) throw new NotFound('The task');
    return task;
  }

  /** One that has not begun ends at once, one at work at its next step; what it has done by then stays. No effect on one that is over. */
  async cancel(tx: Tx, id: string): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `UPDATE task SET cancel_requested_at = coalesce(cancel_requested_at, $2),
         state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
         leased_until = CASE state WHEN 'waiting' THEN NULL ELSE leased_until END,
         finished_at = CASE state WHEN 'waiting' THEN $2 ELSE finished_at END
       WHERE id = $1 AND state IN ('waiting', 'running')`,
      [id, now],
    );
  }

  private async insert(tx: Tx, task: NewTask, leasedUntil: 'infinity' | null): Promise<string> {
    const id = newId();
    await tx.query(
      `INSERT INTO task (id, kind, edition_id, account_id, input, state, leased_until, created_at)
       VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7)`,
      [
        id,
        task.kind,
        task.editionId ?? null,
        task.accountId,
        JSON.stringify(task.input),
        leasedUntil,
        this.clock.now(),
      ],
    );
    return id;
  }
}
