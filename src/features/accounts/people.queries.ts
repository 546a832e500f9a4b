import { type Actor, PLATFORM, type Role, type Scope } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { type Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { authorize, may, requireAccount, scopesWith } from './domain/permissions.js';

/** A role that somebody has. */
export interface RoleDetails {
  id: string;
  role: Role;
  scope: Scope;
  version: number;
}

/** Somebody who can sign in, as far as the actor may know. */
export interface PersonDetails {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  disabled: boolean;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** Of the sessions that are still open; null when there is none. */
  lastSeenAt: Date | null;
  /** Only those within the scopes where the actor grants roles. */
  roles: RoleDetails[];
  version: number;
}

export interface PeopleFilter {
  /** Only people with a role within this scope, and of their roles only those. */
  scope?: Scope;
  /** Only people one of whose roles holds on this scope: given there, or above it as far as the actor may see. */
  holdingOn?: Scope;
  /** Part of a name or address. */
  q?: string;
}

/** Is the role `r` within the scopes `$1`? */
const WITHIN = `EXISTS (SELECT 1 FROM unnest($1::text[]) AS granted
  WHERE granted = '' OR r.scope = granted OR starts_with(r.scope, granted || '/'))`;

/** Has the account a visible role that holds on the scope `$6`? */
const HOLDING = `EXISTS (SELECT 1 FROM role_assignment r WHERE r.account_id = a.id AND ${WITHIN}
  AND (r.scope = '' OR r.scope = $6 OR starts_with($6, r.scope || '/')))`;

const SELECT_PERSON = `
  SELECT a.id, a.email, a.name, a.locale, a.disabled_at IS NOT NULL AS disabled, a.password_hash IS NOT NULL AS "hasPassword",
    a.totp_confirmed_at IS NOT NULL AS "hasSecondFactor", a.version,
    (SELECT max(s.last_seen_at) FROM session s WHERE s.account_id = a.id) AS "lastSeenAt",
    coalesce((SELECT json_agg(json_build_object('id', r.id, 'role', r.role, 'scope', r.scope, 'version', r.version)
      ORDER BY r.scope, r.id) FROM role_assignment r WHERE r.account_id = a.id AND ${WITHIN}), '[]') AS roles
  FROM account a`;

/** Somebody with a role within the scopes `$1`; or, where `$2`, anybody. */
const VISIBLE = `($2 OR EXISTS (SELECT 1 FROM role_assignment r WHERE r.account_id = a.id AND ${WITHIN}))`;

/**
 * Administrators see everybody, others who has a role where they grant roles themselves. In the order in which the accounts were made.
 * @throws SignInRequired, NotAllowed for who grants no roles there, or nowhere at all
 */
export async function listPeople(
  database: Database,
  actor: Actor,
  { scope, holdingOn, q }: PeopleFilter,
  page: PageRequest,
): Promise<Page<PersonDetails>> {
  const scopes = scope === undefined ? scopesWith(actor, 'role.grant') : [scope];
  const asked = [scope, holdingOn].filter((one) => one !== undefined);
  if (scopes.length === 0) asked.push(PLATFORM);
  for (const one of asked) authorize(actor, 'role.grant', one);
  const rows = await database.query<PersonDetails>(
    `${SELECT_PERSON} WHERE ${VISIBLE} AND ($3::uuid IS NULL OR a.id > $3)
       AND ($4::text IS NULL OR position(lower($4) IN lower(a.name)) > 0 OR position(lower($4) IN a.email) > 0)
       AND ($6::text IS NULL OR ${HOLDING})
     ORDER BY a.id LIMIT $5`,
    [
      scopes,
      scope === undefined && may(actor, 'account.manage', PLATFORM),
      page.cursor ?? null,
      q ?? null,
      page.limit + 1,
      holdingOn ?? null,
    ],
  );
  return pageOf(rows, page.limit, (last) => last.id);
}

/** @throws SignInRequired, NotFound for everybody whom the actor may not see */
export async function findPerson(database: Database | Tx, actor: Actor, id: string): Promise<PersonDetails> {
  if (actor.kind !== 'system') requireAccount(actor);
  const [person] = await database.query<PersonDetails>(`${SELECT_PERSON} WHERE ${VISIBLE} AND a.id = $3`, [
    scopesWith(actor, 'role.grant'),
    may(actor, 'account.manage', PLATFORM),
    id,
  ]);
  if (!person) throw new NotFound('The account');
  return person;
}
