import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../database/database.js';
import { FileOwners } from '../files/file-owners.js';
import { FileStore } from '../files/file-store.js';

/** A task that is over is kept for so long, with its files. ms. */
const KEPT_MS = 7 * 86_400_000;

/** A task that nobody has let begin is kept for so long. ms. */
const HELD_MS = 86_400_000;

/** The files that a task was given, and those that it has made. */
const FILES = `LATERAL (VALUES (t.input #>> '{file,id}'), (t.result #>> '{file,id}'), (t.result #>> '{errors,id}')) AS file (id)`;

/** The files of tasks, and the end of both. */
@Injectable()
export class TaskFiles implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly owners: FileOwners,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.owners.register(async (ids) => {
      const rows = await this.database.query<{ id: string }>(
        `SELECT file.id FROM task t, ${FILES} WHERE file.id = ANY($1::text[])`,
        [ids],
      );
      return rows.map(({ id }) => id);
    });
  }

  /** Forgets tasks that have been over for a week, and those that were prepared and never begun, with their files. */
  async prune(): Promise<void> {
    const now = this.clock.now().getTime();
    const files = await this.database.query<{ id: string | null }>(
      `WITH gone AS (DELETE FROM task WHERE finished_at < $1
           OR (state = 'waiting' AND leased_until = 'infinity' AND created_at < $2) RETURNING input, result)
       SELECT file.id FROM gone t, ${FILES}`,
      [new Date(now - KEPT_MS), new Date(now - HELD_MS)],
    );
    // A row goes first: a file too many is found by the sweep.
    for (const { id } of files) if (id !== null) await this.store.remove(id);
  }
}
