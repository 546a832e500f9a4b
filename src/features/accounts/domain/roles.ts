import { type Actor, covers, type Grant } from '../../../kernel/actor.js';
import { may } from './permissions.js';

/**
 * May the actor give this role there, or take it away? Whoever has `role.grant` on the scope may, but for the administrator's: only an
 * administrator over the same scope gives or takes that one, so that nobody lifts themselves up.
 */
export function mayGive(actor: Actor, { role, scope }: Grant): boolean {
  if (role !== 'administrator' || actor.kind === 'system') return may(actor, 'role.grant', scope);
  return (
    actor.kind === 'account' &&
    actor.grants.some((grant) => grant.role === 'administrator' && covers(grant.scope, scope))
  );
}
