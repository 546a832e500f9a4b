import { type Actor, editionOf, type Grant } from '../../kernel/actor.js';
import { type Tx } from '../../platform/database/tx.js';
import { type EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AccountsChanged } from './domain/accounts.events.js';

/** Gives the role, if the person does not have it yet. @returns its id when it is new */
export async function giveRole(
  tx: Tx,
  events: EventBus,
  actor: Actor,
  accountId: string,
  { role, scope }: Grant,
): Promise<string | null> {
  const [given] = await tx.query<{ id: string }>(
    `INSERT INTO role_assignment (id, account_id, role, scope) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id, role, scope) DO NOTHING RETURNING id`,
    [newId(), accountId, role, scope],
  );
  if (!given) return null;
  await events.publish(
    tx,
    new AccountsChanged(actor, {
      action: 'role.grant',
      object: { kind: 'account', id: accountId },
      editionId: editionOf(scope) ?? undefined,
      after: { role, scope },
    }),
  );
  return given.id;
}
