import { IsNull } from 'typeorm';
import { type Tx } from '../../platform/database/tx.js';
import { Question } from './entities/question.entity.js';

/** What an edition asks now, in order. */
export function questionsOf(tx: Tx, editionId: string): Promise<Question[]> {
  return tx.manager.find(Question, {
    where: { editionId, retiredAt: IsNull() },
    order: { position: 'ASC', id: 'ASC' },
  });
}

/** Keeps what questions say as of their version, for the answers that will name it. */
export async function keepWordings(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO question_version (question_id, version, label, kind, options, created_at)
     SELECT id, version, label, kind, options, $2 FROM question WHERE id = ANY ($1::uuid[])`,
    [ids, now],
  );
}
