import { Injectable } from '@nestjs/common';
import { type Actor, editionOf, type Grant, isWithin, PLATFORM, type Role } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { DuplicateRole, NotAllowed } from './domain/accounts.errors.js';
import { type AccountsAction, AccountsChanged } from './domain/accounts.events.js';
import { authorize, scopesWith } from './domain/permissions.js';
import { mayGive } from './domain/roles.js';
import { giveRole } from './give-role.js';
import { keepAnAdministrator } from './last-administrator.js';
import { findPerson, type RoleDetails } from './people.queries.js';

/** Who may do what where. Nobody sees or changes a role outside of the scopes where they grant roles themselves. */
@Injectable()
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
  ) {}

  /** @returns the role's id. @throws SignInRequired, NotFound for somebody whom the actor may not see, NotAllowed, DuplicateRole */
  async grant(actor: Actor, accountId: string, grant: Grant): Promise<string> {
    return this.database.transaction(async (tx) => {
      await findPerson(tx, actor, accountId);
      this.expectMayGive(actor, grant);
      const id = await giveRole(tx, this.events, actor, accountId, grant);
      if (id === null) throw new DuplicateRole();
      return id;
    });
  }

  /** Another role on the same scope. @throws SignInRequired, NotFound, NotAllowed, StaleVersion, LastAdministrator, DuplicateRole */
  async change(
    actor: Actor,
    accountId: string,
    roleId: string,
    { role }: { role: Role },
    version?: number,
  ): Promise<void> {
    await translateConstraints(
      this.database.transaction(async (tx) => {
        const before = await this.taken(tx, actor, accountId, roleId, { version, becomes: role });
        this.expectMayGive(actor, { role, scope: before.scope });
        const [changed] = await tx.query<{ version: number }>(
          'UPDATE role_assignment SET role = $2, version = version + 1 WHERE id = $1 RETURNING version',
          [roleId, role],
        );
        await this.tell(tx, actor, 'role.change', accountId, {
          scope: before.scope,
          version: changed!.version,
          before: { role: before.role, scope: before.scope },
          after: { role, scope: before.scope },
        });
      }),
      { role_assignment_uq: () => new DuplicateRole() },
    );
  }

  /** @throws SignInRequired, NotFound, NotAllowed, StaleVersion, LastAdministrator */
  async revoke(actor: Actor, accountId: string, roleId: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { role, scope } = await this.taken(tx, actor, accountId, roleId, { version, becomes: null });
      await tx.query('DELETE FROM role_assignment WHERE id = $1', [roleId]);
      await this.tell(tx, actor, 'role.revoke', accountId, { scope, before: { role, scope } });
    });
  }

  /** Only the roles within the actor's scopes. @throws SignInRequired, NotFound */
  async ofAccount(actor: Actor, accountId: string, page: PageRequest): Promise<Page<RoleDetails>> {
    const { roles } = await findPerson(this.database, actor, accountId);
    const sorted = [...roles]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter(({ id }) => !page.cursor || id > page.cursor);
    return pageOf(sorted.slice(0, page.limit + 1), page.limit, (last) => last.id);
  }

  /** @throws SignInRequired, NotFound */
  async role(actor: Actor, accountId: string, roleId: string): Promise<RoleDetails> {
    const { roles } = await findPerson(this.database, actor, accountId);
    const found = roles.find(({ id }) => id === roleId);
    if (!found) throw new NotFound('The role');
    return found;
  }

  /** A role that the actor may take away, locked; the last administrator keeps theirs. */
  private async taken(
    tx: Tx,
    actor: Actor,
    accountId: string,
    roleId: string,
    { version, becomes }: { version: number | undefined; becomes: Role | null },
  ): Promise<RoleDetails> {
    const look = async () => {
      const role = await this.locked(tx, actor, accountId, roleId);
      this.expectMayGive(actor, role);
      expectVersion(role, version);
      return role;
    };
    const [stands] = await tx.query<{ isPlatforms: boolean }>(
      `SELECT role = 'administrator' AND scope = $2 AS "isPlatforms" FROM role_assignment WHERE id = $1`,
      [roleId, PLATFORM],
    );
    return stands?.isPlatforms && becomes !== 'administrator' ? keepAnAdministrator(tx, accountId, look) : look();
  }

  private async locked(tx: Tx, actor: Actor, accountId: string, roleId: string): Promise<RoleDetails> {
    await findPerson(tx, actor, accountId);
    const [role] = await tx.query<RoleDetails>(
      'SELECT id, role, scope, version FROM role_assignment WHERE id = $1 AND account_id = $2 FOR UPDATE',
      [roleId, accountId],
    );
    if (!role || !isWithin(scopesWith(actor, 'role.grant'), role.scope)) throw new NotFound('The role');
    return role;
  }

  private expectMayGive(actor: Actor, grant: Grant): void {
    if (mayGive(actor, grant)) return;
    authorize(actor, 'role.grant', grant.scope);
    throw new NotAllowed();
  }

  private tell(
    tx: Tx,
    actor: Actor,
    action: AccountsAction,
    accountId: string,
    { scope, ...more }: { scope: string; version?: number; before?: object; after?: object },
  ): Promise<void> {
    const object = { kind: 'account' as const, id: accountId };
    const editionId = editionOf(scope) ?? undefined;
    return this.events.publish(tx, new AccountsChanged(actor, { action, object, editionId, ...more }));
  }
}
