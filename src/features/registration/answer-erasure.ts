import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/index.js';
import { AnswerFileSweep } from './answer-file-sweep.js';
import { AnswerFiles } from './answer-files.js';
import { eraseAt } from './domain/erase-after.js';

const ERASER: Actor = { kind: 'system', name: 'erase-answers' };

/** How many registrations one transaction changes. */
const LOT = 500;

/** A question that was removed may still be answered by somebody who had the form open. ms. */
const GRACE_MS = 24 * 3_600_000;

interface Personal {
  id: string;
  editionId: string;
  eraseAfter: string;
  endsAt: Date;
  timeZone: string | null;
}

/**
 * Erases answers to questions that promise it, with their files, once the time after the edition is over; and what is left
 * of files and questions without an answer.
 */
@Injectable()
export class AnswerErasure {
  constructor(
    private readonly database: Database,
    private readonly files: AnswerFiles,
    private readonly strays: AnswerFileSweep,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Safe to run at any time and by several at once: what is erased is not found again. */
  async sweep(): Promise<void> {
    for (const [editionId, questionIds] of await this.due()) {
      while ((await this.eraseLot(editionId, questionIds)) === LOT);
    }
    await this.strays.removeReplaced();
    await this.forgetQuestions();
  }

  /** Those that were removed and have no answers (any more). */
  private async forgetQuestions(): Promise<void> {
    await this.database.query(
      `DELETE FROM question q WHERE q.retired_at < $1 AND NOT EXISTS
         (SELECT 1 FROM registration r WHERE r.edition_id = q.edition_id AND r.answers ? q.id::text)`,
      [new Date(this.clock.now().getTime() - GRACE_MS)],
    );
  }

  /** Questions whose time is over, by edition; also those that are asked no more. */
  private async due(): Promise<Map<string, string[]>> {
    const now = this.clock.now();
    const personal = await this.database.query<Personal>(
      `SELECT q.id, q.edition_id AS "editionId", q.erase_after AS "eraseAfter", e.ends_at AS "endsAt", e.time_zone AS "timeZone"
       FROM question q JOIN edition e ON e.id = q.edition_id
       WHERE q.erase_after IS NOT NULL AND e.ends_at <= $1 ORDER BY q.edition_id, q.id`,
      [now],
    );
    const due = new Map<string, string[]>();
    for (const { id, editionId, eraseAfter, endsAt, timeZone } of personal) {
      const at = eraseAt(endsAt, timeZone ?? 'UTC', eraseAfter);
      if (at !== null && at <= now) due.set(editionId, [...(due.get(editionId) ?? []), id]);
    }
    return due;
  }

  /** @returns how many registrations had such answers */
  private eraseLot(editionId: string, questionIds: string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        `UPDATE registration SET answers = answers - $2::text[], answer_versions = answer_versions - $2::text[],
           version = version + 1
         WHERE id IN (SELECT id FROM registration WHERE edition_id = $1 AND answers ?| $2::text[]
           ORDER BY id LIMIT ${LOT} FOR NO KEY UPDATE)
         RETURNING id`,
        [editionId, questionIds],
      );
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const files = await this.files.removeOf(tx, ids, questionIds);
      await this.audit.record(tx, ERASER, {
        action: 'question.erase-answers',
        object: { kind: 'edition', id: editionId },
        editionId,
        after: { questions: questionIds, registrations: ids.length, files },
      });
      return ids.length;
    });
  }
}
