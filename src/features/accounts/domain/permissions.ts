import { type Actor, covers, PLATFORM, type Role, type Scope } from '../../../kernel/actor.js';
import { NotAllowed, SessionRequired, SignInRequired } from './accounts.errors.js';

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
  'registration.decide': ['organiser'],
  'registration.export': ['organiser'],
  'registration.check-in': ['organiser', 'check_in'],
  'question.edit': ['organiser'],
  'invitation.edit': ['organiser'],
  // Not for those at the door: the draft holds addresses of speakers, and the door needs the released programme only.
  'programme.view': ['organiser', 'programme', 'viewer'],
  'programme.edit': ['organiser', 'programme'],
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
  return scopesWith(actor, permission).some((granted) => covers(granted, scope));
}

/** Where the actor may do this: on these scopes, and on everything inside them. */
export function scopesWith(actor: Actor, permission: Permission): Scope[] {
  if (actor.kind === 'system') return [PLATFORM];
  if (actor.kind !== 'account') return [];
  const roles: readonly Role[] = PERMISSIONS[permission];
  return actor.grants
    .filter(({ role }) => role === 'administrator' || roles.includes(role))
    .map((grant) => grant.scope);
}

/** @throws SignInRequired for visitors, NotAllowed for accounts whose roles do not suffice. */
export function authorize(actor: Actor, permission: Permission, scope: Scope): void {
  if (may(actor, permission, scope)) return;
  throw actor.kind === 'account' ? new NotAllowed() : new SignInRequired();
}

export type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Whoever is signed in, or a program of theirs. @throws SignInRequired */
export function requireAccount(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new SignInRequired();
  return actor;
}

/** Whoever is signed in, in person: for everything about keys. @throws SignInRequired, SessionRequired for a program with a token */
export function requireSession(actor: Actor): AccountActor {
  const account = requireAccount(actor);
  if (account.via === 'token') throw new SessionRequired();
  return account;
}
