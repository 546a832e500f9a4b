import { PLATFORM } from '../../kernel/actor.js';
import { type Tx } from '../../platform/database/tx.js';
import { LastAdministrator } from './domain/accounts.errors.js';

/** Whoever makes or unmakes an administrator of the platform waits for the others: each must see what they have done. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first-administrator'))`);
}

/**
 * Before somebody stops being an administrator: is there another one who can sign in? `look` reads, locks and authorises in between, so
 * that who may not do it gets that answer first. @throws LastAdministrator
 */
export async function keepAnAdministrator<T>(tx: Tx, accountId: string, look: () => Promise<T>): Promise<T> {
  await lockAdministrators(tx);
  const seen = await look();
  const administrators = await tx.query<{ accountId: string }>(
    `SELECT a.id AS "accountId" FROM role_assignment r JOIN account a ON a.id = r.account_id
     WHERE r.role = 'administrator' AND r.scope = $1 AND a.disabled_at IS NULL ORDER BY a.id LIMIT 2`,
    [PLATFORM],
  );
  if (administrators.length === 1 && administrators[0]!.accountId === accountId) throw new LastAdministrator();
  return seen;
}
