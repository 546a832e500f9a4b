import { z } from 'zod';
import {
  type PersonDetails,
  type RoleDetails,
  type SessionDetails,
  type TokenDetails,
} from '../../features/accounts/index.js';
import { type ScopeName } from '../../features/editions/index.js';
import { type Scope } from '../../kernel/actor.js';
import { LOCALES } from '../../kernel/locale.js';
import { InstantView } from '../answers.js';

export const MeView = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.object({ role: z.string(), scope: z.string() })),
  })
  .meta({ id: 'Me' });

export const SessionView = z
  .object({
    id: z.string(),
    createdAt: InstantView,
    lastSeenAt: InstantView,
    expiresAt: InstantView.describe('Earlier when it is not used for two days.'),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const NewTokenView = z
  .object({ id: z.string(), token: z.string().describe('Shown this once.') })
  .meta({ id: 'NewToken' });

export const TokenView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(['read', 'write'])),
    createdAt: InstantView,
    lastUsedAt: InstantView.nullable().describe('To the minute.'),
    expiresAt: InstantView.nullable(),
  })
  .meta({ id: 'Token' });

export const RoleView = z
  .object({
    id: z.string(),
    role: z.string(),
    series: z.string().nullable().describe('Slug; null with the edition: the whole platform.'),
    edition: z.string().nullable().describe('Key.'),
  })
  .meta({ id: 'Role' });

export const AccountView = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    locale: z.enum(LOCALES),
    disabled: z.boolean(),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    lastSeenAt: InstantView.nullable(),
    roles: z.array(RoleView).describe('Those that you may see.'),
  })
  .meta({ id: 'Account' });

export function sessionView({
  createdAt,
  lastSeenAt,
  expiresAt,
  ...rest
}: SessionDetails): z.input<typeof SessionView> {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

export function tokenView({ createdAt, lastUsedAt, expiresAt, ...rest }: TokenDetails): z.input<typeof TokenView> {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

/** A role in the words of the API: a series by its slug, an edition by its key. */
export function roleView({ id, role, scope }: RoleDetails, names: Map<Scope, ScopeName>): z.input<typeof RoleView> {
  const name = names.get(scope);
  const edition = name?.edition?.key ?? null;
  return { id, role, series: edition === null ? (name?.series.slug ?? null) : null, edition };
}

export function accountView(
  { lastSeenAt, roles, version: _, ...person }: PersonDetails,
  names: Map<Scope, ScopeName>,
): z.input<typeof AccountView> {
  return {
    ...person,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    // A role on something that was removed holds nowhere.
    roles: roles.filter(({ scope }) => scope === '' || names.has(scope)).map((role) => roleView(role, names)),
  };
}
