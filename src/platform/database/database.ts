import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { rowsOf, Tx } from './tx.js';

/** serialization_failure and deadlock_detected: PostgreSQL undid everything, so the same work may simply run again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 4;

/** The application's database. Writing goes through `transaction`, reading through `query` or `manager`. */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);

  constructor(private readonly dataSource: DataSource) {}

  /** For reads outside of a transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs one reading statement; rows as plain objects. */
  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return rowsOf<T>(await this.dataSource.query(sql, parameters));
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED) and then its after-commit hooks. A deadlock or serialization failure
   * is retried, so `work` must have no effect outside of the database.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let hooks: (() => void | Promise<void>)[] = [];
      try {
        const result = await this.dataSource.transaction(async (manager) => {
          const tx = new Tx(manager);
          const answer = await work(tx);
          hooks = tx.takeHooks();
          return answer;
        });
        for (const hook of hooks) this.runHook(hook);
        return result;
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !RETRYABLE.has(sqlStateOf(error) ?? '')) throw error;
        this.logger.warn(`Transaction is tried again after ${sqlStateOf(error)} (attempt ${attempt}).`);
      }
    }
  }

  private runHook(hook: () => void | Promise<void>): void {
    Promise.resolve()
      .then(hook)
      .catch((error: unknown) => this.logger.warn(`After-commit hook failed: ${String(error)}`));
  }
}

/** The SQLSTATE of a database error (PostgreSQL, appendix A), e.g. `23505`. */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof QueryFailedError) return (error.driverError as { code?: string } | undefined)?.code;
  return (error as { code?: string } | undefined)?.code;
}

/** Did the connection break, or was there none to be had? Then whether a statement was carried out is not known. */
export function isLostConnection(error: unknown): boolean {
  return (
    /^(E[A-Z]+|08...|57P0[1-3]|53300)$/.test(sqlStateOf(error) ?? '') ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test((error as Error | undefined)?.message ?? '')
  );
}

/** The name of the constraint that a statement broke, if it broke one. */
export function brokenConstraintOf(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { constraint?: string } | undefined)?.constraint;
}
