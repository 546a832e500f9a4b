import { type z } from 'zod';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx } from '../database/tx.js';

export const TASK_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/**
 * - `waiting`: nobody has begun it, or whoever had has given it back.
 * - `running`: a process has it, for as long as its lease lasts.
 * - `done`, `failed`, `cancelled`: over.
 */
export type TaskState = (typeof TASK_STATES)[number];

/** A file in the store that belongs to a task. */
export interface TaskFile {
  id: string;
  /** To be shown and saved under. */
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

/** What a task has to show when it is over. */
export interface TaskResult {
  /** What it has made. */
  file?: TaskFile;
  /** What it could not do, line by line. */
  errors?: TaskFile;
  /** How many of what, in the words of the kind. */
  counts?: Record<string, number>;
}

/** How far a task is. */
export interface TaskStep {
  /** How many of its parts are done; never less than before. */
  done: number;
  /** Of how many. Left out: as before. */
  total?: number;
  /** Where a worker that takes over goes on, in the words of the kind. Left out: as before. */
  progress?: object;
}

/** A task as its run sees it. */
export interface TaskAtWork {
  id: string;
  editionId: string | null;
  /** Who started it, and as whom it acts. */
  accountId: string;
  done: number;
  total: number | null;
  /** As the last step left it; empty at the first run. */
  progress: Record<string, unknown>;
}

/** What a run may ask of whoever runs it. Every call throws `TaskStopped` when the run is to end, and is to be let through. */
export interface TaskContext {
  readonly task: TaskAtWork;

  /** Remembers how far it is, and keeps the lease. For work that changes nothing, or that may be done twice. */
  report(done: number, total?: number | null, progress?: object): Promise<void>;

  /**
   * Does a part of the work and remembers it in one transaction, so that it is done once, whatever is killed. The work may be
   * tried again after a deadlock, so it must have no effect outside of the database.
   */
  commit(work: (tx: Tx) => Promise<TaskStep>): Promise<void>;

  /** The same for a transaction that somebody else has opened: the last thing to do in it. */
  settle(tx: Tx, step: TaskStep): Promise<void>;

  /** Ends the run if it is to end: for long stretches between two steps. */
  check(): void;

  /** Stores a file for the result. It goes again unless the result names it. */
  keep(name: string, mediaType: string, content: AsyncIterable<Uint8Array>): Promise<TaskFile>;
}

/** A kind of long work. */
export interface TaskKind<I> {
  kind: string;
  /** A file in the store that it is given stands at `file.id`. */
  input: z.ZodType<I>;
  /**
   * Does it, or what is left of it: must be safe to begin again from `context.task.progress` after a kill.
   * @throws TaskRefused, any `DomainError`: it has failed for good; other errors: it is tried again
   */
  run(context: TaskContext, input: I): Promise<TaskResult>;
}

/** Ends a run that has not come to its end: cancelled, interrupted by the end of the process, or taken over by another one. */
export class TaskStopped extends Error {
  constructor(readonly why: 'cancelled' | 'interrupted' | 'taken-over') {
    super(`The task was ${why}.`);
  }
}

/** A task that fails for good and has something to show all the same, e.g. which rows were wrong. */
export class TaskRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code: string;

  constructor(
    code: string,
    detail: string,
    readonly result: TaskResult,
  ) {
    super(detail);
    this.code = code;
  }
}
