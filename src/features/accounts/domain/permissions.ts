import { type Actor, covers, type Role, type Scope } from '../../../kernel/actor.js';

/**
 * Who may do what: one line a permission, the roles that have it. An administrator has all of them. A role holds on its
 * scope and on everything inside it.
 */
export const PERMISSIONS = {
  'account.manage': [],
  'role.grant': ['organiser'],
  'institution.edit': [],
  'series.edit': ['organiser'],
  'edition.create': ['organiser'],
  'edition.view': ['organiser', 'programme', 'check_in', 'viewer'],
  'edition.edit': ['organiser'],
  'edition.publish': ['organiser'],
  'registration.view': ['organiser', 'check_in', 'viewer'],
  'registration.edit': ['organiser'],
  'stream.view': ['organiser', 'programme', 'viewer'],
  'stream.edit': ['organiser'],
  'delivery.view': ['organiser', 'viewer'],
  'delivery.resend': ['organiser'],
  'reminder.edit': ['organiser'],
  'audit.view': ['organiser'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** May the actor do this on this scope? The system may do everything; anonymous visitors and holders nothing of it. */
export function may(actor: Actor, permission: Permission, scope: Scope): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'account') return false;
  const roles: readonly Role[] = PERMISSIONS[permission];
  return actor.grants.some(
    (grant) => (grant.role === 'administrator' || roles.includes(grant.role)) && covers(grant.scope, scope),
  );
}
