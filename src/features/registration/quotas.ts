import { InvalidInput } from '../../kernel/domain-error.js';
import { type Tx } from '../../platform/database/tx.js';

/** How many places of a category an institution may have. */
export interface Quota {
  institutionId: string;
  capacity: number;
}

/**
 * Gives a category these quotas and no others, counting what each institution has already. The caller holds the lock of the
 * edition's categories. Nobody loses a place: what is beyond a quota is its overhang.
 * @param quotaDefault places for each other institution; null: they are not counted
 */
export async function setQuotas(
  tx: Tx,
  categoryId: string,
  quotas: readonly Quota[],
  quotaDefault: number | null,
): Promise<void> {
  const institutions = quotas.map(({ institutionId }) => institutionId);
  const twice = institutions.findIndex((id, index) => institutions.indexOf(id) !== index);
  if (twice >= 0)
    throw InvalidInput.at(`quotas.${twice}.institution`, 'duplicate', 'This institution has a quota already.');
  await tx.query('DELETE FROM category_quota WHERE category_id = $1', [categoryId]);
  await tx.query(
    `WITH placed AS (
       SELECT institution_id, count(*)::int AS taken FROM registration
       WHERE category_id = $1 AND status IN ('confirmed', 'offered') AND institution_id IS NOT NULL GROUP BY 1),
     wanted AS (SELECT * FROM unnest($2::uuid[], $3::int[]) AS wanted (institution_id, capacity))
     INSERT INTO category_quota (id, category_id, institution_id, capacity, listed, taken, overhang)
     SELECT new_id(), $1, institution_id, coalesce(wanted.capacity, $4), wanted.institution_id IS NOT NULL,
       coalesce(placed.taken, 0), greatest(0, coalesce(placed.taken, 0) - coalesce(wanted.capacity, $4))
     FROM wanted FULL JOIN placed USING (institution_id)
     WHERE wanted.institution_id IS NOT NULL OR $4::int IS NOT NULL`,
    [categoryId, institutions, quotas.map(({ capacity }) => capacity), quotaDefault],
  );
}

/** One of two records of an institution goes: what it may have and has is the other's too. The caller holds the locks. */
export async function mergeQuotas(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM category_quota WHERE institution_id = $1 RETURNING category_id, capacity, listed, taken)
     INSERT INTO category_quota AS q (id, category_id, institution_id, capacity, listed, taken, overhang)
     SELECT new_id(), category_id, $2, capacity, listed, taken, greatest(0, taken - capacity) FROM gone
     ON CONFLICT (category_id, institution_id) DO UPDATE SET
       listed = q.listed OR excluded.listed,
       capacity = CASE WHEN q.listed AND excluded.listed THEN q.capacity + excluded.capacity
         WHEN excluded.listed THEN excluded.capacity ELSE q.capacity END,
       taken = q.taken + excluded.taken,
       overhang = greatest(0, q.taken + excluded.taken - CASE WHEN q.listed AND excluded.listed THEN q.capacity + excluded.capacity
         WHEN excluded.listed THEN excluded.capacity ELSE q.capacity END)`,
    [fromId, intoId],
  );
}
