import { type EntityManager } from 'typeorm';

/**
 * An open transaction. What writes takes one as its first argument and it is never optional: a reviewer can see that
 * several writes stand or fall together.
 */
export class Tx {
  private readonly hooks: (() => void | Promise<void>)[] = [];

  constructor(readonly manager: EntityManager) {}

  /** Runs one SQL statement inside the transaction; rows as plain objects with the column names of the statement. */
  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return rowsOf<T>(await this.manager.query(sql, parameters));
  }

  /** For nudges only (wake a queue): runs after the commit, never after a rollback, and may be lost by a crash. */
  afterCommit(hook: () => void | Promise<void>): void {
    this.hooks.push(hook);
  }

  /** Called by `Database` after the commit. */
  takeHooks(): (() => void | Promise<void>)[] {
    return this.hooks.splice(0);
  }
}

/** TypeORM answers `[rows, count]` for UPDATE and DELETE, and the bare rows for the rest. */
export function rowsOf<T>(answer: unknown): T[] {
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number') {
    return answer[0] as T[];
  }
  return (answer ?? []) as T[];
}
