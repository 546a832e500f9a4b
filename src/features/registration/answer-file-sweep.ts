import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { FileOwners } from '../../platform/files/file-owners.js';
import { FileStore } from '../../platform/files/file-store.js';

/** A file that no registration has claimed after so long goes. ms. */
const UNCLAIMED_MS = 24 * 3_600_000;

/** How many files one statement removes. */
const LOT = 500;

/** The end of files that belong to no answer. A row goes first: a file too many is found by the sweep of the store. */
@Injectable()
export class AnswerFileSweep implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly owners: FileOwners,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.owners.register(async (ids) => {
      const rows = await this.database.query<{ id: string }>('SELECT id FROM answer_file WHERE id = ANY($1::uuid[])', [
        ids,
      ]);
      return rows.map(({ id }) => id);
    });
  }

  /** Removes what came with forms that have not been accepted within a day. */
  removeUnclaimed(): Promise<void> {
    return this.remove('SELECT id FROM answer_file WHERE registration_id IS NULL AND created_at < $1', [
      new Date(this.clock.now().getTime() - UNCLAIMED_MS),
    ]);
  }

  /** Removes what an answer named once and names no more. */
  removeReplaced(): Promise<void> {
    return this.remove(
      `SELECT answer_file.id FROM answer_file JOIN registration r ON r.id = registration_id
       WHERE NOT coalesce(r.answers -> question_id::text @> to_jsonb(answer_file.id::text), false)`,
      [],
    );
  }

  private async remove(strays: string, parameters: unknown[]): Promise<void> {
    for (let gone = LOT; gone === LOT;) {
      const rows = await this.database.query<{ id: string }>(
        // Locked first, so that a claim made in this moment is seen.
        `DELETE FROM answer_file WHERE id IN (${strays} LIMIT ${LOT} FOR UPDATE OF answer_file SKIP LOCKED) RETURNING id`,
        parameters,
      );
      for (const { id } of rows) await this.store.remove(id);
      gone = rows.length;
    }
  }
}
