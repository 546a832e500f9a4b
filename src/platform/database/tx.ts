import { createHash } from 'node:crypto';
import { type EntityManager, QueryFailedError } from 'typeorm';

/** The part of the driver's client that keeps plans. */
interface PreparingClient {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

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

  /**
   * The same for a statement on the hot path: a connection plans it once and keeps the plan, under a name that is made of its
   * text. Its values must not need a plan of their own.
   */
  async prepared<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    const runner = this.manager.queryRunner!;
    const client = (await runner.connect()) as PreparingClient;
    // Whoever watches the statements sees this one like any other.
    this.manager.connection.logger.logQuery(sql, parameters, runner);
    try {
      return (await client.query({ name: nameOf(sql), text: sql, values: parameters })).rows as T[];
    } catch (error) {
      throw new QueryFailedError(sql, parameters, error as Error);
    }
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

const names = new Map<string, string>();

/** Short enough for PostgreSQL, which cuts names at 63 bytes. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `q${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
    names.set(sql, name);
  }
  return name;
}

/** TypeORM answers `[rows, count]` for UPDATE and DELETE, and the bare rows for the rest. */
export function rowsOf<T>(answer: unknown): T[] {
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number') {
    return answer[0] as T[];
  }
  return (answer ?? []) as T[];
}
