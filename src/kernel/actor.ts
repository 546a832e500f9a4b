/**
 * Who asks. Every service method that writes takes one, so that permission and audit cannot be forgotten.
 * - `anonymous`: a visitor of the public pages.
 * - `account`: somebody who has signed in, or a program with that person's token (`via`). A program may do what its owner may,
 *   except with the keys themselves: tokens, passwords and second factors are changed in a session only.
 * - `holder`: whoever holds the manage link of exactly one registration.
 * - `system`: the application itself (schedules, loading the history).
 */
export type Actor =
  | { kind: 'anonymous'; ip?: string }
  | { kind: 'account'; accountId: string; name: string; grants: Grant[]; ip?: string; via?: 'session' | 'token' }
  | { kind: 'holder'; registrationId: string; ip?: string }
  | { kind: 'system'; name: string };

export const ROLES = ['administrator', 'organiser', 'programme', 'check_in', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** A role on a scope. */
export interface Grant {
  role: Role;
  scope: Scope;
}

/**
 * Where a role holds, as an opaque path: `''` is the whole platform, `series/<id>` one series and everything in it,
 * `series/<id>/edition/<id>` one edition.
 */
export type Scope = string;

export const PLATFORM: Scope = '';

/** Does a role on `granted` also hold on `asked`? */
export function covers(granted: Scope, asked: Scope): boolean {
  return granted === PLATFORM || asked === granted || asked.startsWith(`${granted}/`);
}

/** Is `scope` inside one of `granted`? */
export function isWithin(granted: readonly Scope[], scope: Scope): boolean {
  return granted.some((one) => covers(one, scope));
}

/** The edition that a scope names; null for the platform and for a whole series. */
export function editionOf(scope: Scope): string | null {
  return /^series\/[^/]+\/edition\/([^/]+)$/.exec(scope)?.[1] ?? null;
}
