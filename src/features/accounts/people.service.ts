import { Injectable } from '@nestjs/common';
import { type Actor, type Grant, PLATFORM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale } from '../../kernel/locale.js';
import { type Page, type PageRequest } from '../../kernel/page.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AlreadyAccepted, DuplicateAccount, NotAllowed, NoSecondFactor } from './domain/accounts.errors.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { authorize, may } from './domain/permissions.js';
import { mayGive } from './domain/roles.js';
import { giveRole } from './give-role.js';
import { type UpdateAccountInput } from './inputs/people.input.js';
import { keepAnAdministrator } from './last-administrator.js';
import { LinkRows } from './link-rows.js';
import { endSessions } from './open-sessions.js';
import { Passwords } from './passwords.js';
import { findPerson, listPeople, type PeopleFilter, type PersonDetails } from './people.queries.js';

/** Somebody who is to sign in. */
export interface NewPerson {
  email: string;
  name: string;
  /** For administrators only; left out, an invitation is mailed. */
  password?: string;
  locale?: Locale;
  role?: Grant;
}

/** Who can sign in. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
    private readonly passwords: Passwords,
    private readonly links: LinkRows,
  ) {}

  /** @throws SignInRequired, NotAllowed */
  list(actor: Actor, filter: PeopleFilter, page: PageRequest): Promise<Page<PersonDetails>> {
    return listPeople(this.database, actor, filter, page);
  }

  /** @throws SignInRequired, NotFound */
  byId(actor: Actor, id: string): Promise<PersonDetails> {
    return findPerson(this.database, actor, id);
  }

  /**
   * Administrators make anybody; others only together with a role that they may give. Where the address is known already, the person
   * gets the role and keeps everything else. Nobody but an administrator sets a password: who knows it could later enter with what
   * others have granted.
   * @throws SignInRequired, NotAllowed, DuplicateAccount (without a role), InvalidInput (`common-password`)
   */
  async create(actor: Actor, person: NewPerson): Promise<{ id: string }> {
    const isFree = may(actor, 'account.manage', PLATFORM);
    if (!isFree && (!person.role || person.password !== undefined)) authorize(actor, 'account.manage', PLATFORM);
    if (person.role && !mayGive(actor, person.role)) {
      authorize(actor, 'role.grant', person.role.scope);
      throw new NotAllowed();
    }
    const hash = person.password === undefined ? null : await this.passwords.hashNew(person.password, person);
    return this.database.transaction(async (tx) => {
      const email = normaliseEmail(person.email);
      const id = newId();
      const [made] = await tx.query<{ id: string }>(
        `INSERT INTO account (id, email, name, password_hash, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (email) DO NOTHING RETURNING id`,
        [id, email, person.name, hash, person.locale ?? 'en', this.clock.now()],
      );
      const [known] = made ? [] : await tx.query<{ id: string }>('SELECT id FROM account WHERE email = $1', [email]);
      if (known && !person.role) throw new DuplicateAccount();
      if (made) {
        const after = { email, name: person.name, locale: person.locale ?? 'en' };
        await this.tell(tx, actor, 'account.create', id, { version: 1, after });
        if (hash === null) await this.invite(tx, actor, id);
      }
      const accountId = known?.id ?? id;
      if (person.role) await giveRole(tx, this.events, actor, accountId, person.role);
      return { id: accountId };
    });
  }

  /**
   * Disabling ends every session at once and shuts tokens and links out. Another address ends the links that went to the old one.
   * @throws SignInRequired, NotFound, NotAllowed, StaleVersion, LastAdministrator, DuplicateAccount
   */
  async update(actor: Actor, id: string, input: UpdateAccountInput, version?: number): Promise<void> {
    await translateConstraints(
      this.database.transaction(async (tx) => {
        if (input.disabled) await keepAnAdministrator(tx, id, () => this.locked(tx, actor, id, version));
        else await this.locked(tx, actor, id, version);
        const before = await findPerson(tx, actor, id);
        const email = input.email === undefined ? undefined : normaliseEmail(input.email);
        const [changed] = await tx.query<{ version: number }>(
          `UPDATE account SET email = coalesce($2, email), name = coalesce($3, name), locale = coalesce($4, locale),
             disabled_at = CASE WHEN $5::boolean IS NULL THEN disabled_at WHEN $5 THEN coalesce(disabled_at, $6::timestamptz) END,
             version = version + 1 WHERE id = $1 RETURNING version`,
          [id, email ?? null, input.name ?? null, input.locale ?? null, input.disabled ?? null, this.clock.now()],
        );
        const isOtherAddress = email !== undefined && email !== before.email;
        if (input.disabled || isOtherAddress) await this.links.endAll(tx, id);
        if (input.disabled) await endSessions(tx, id);
        const switched = input.disabled !== undefined && input.disabled !== before.disabled;
        await this.tell(
          tx,
          actor,
          switched ? (input.disabled ? 'account.disable' : 'account.enable') : 'account.update',
          id,
          { version: changed!.version, ...difference(before, { ...input, ...(email === undefined ? {} : { email }) }) },
        );
      }),
      { account_email_uq: () => new DuplicateAccount() },
    );
  }

  /** With sessions, tokens, roles and links; the trail keeps what the person did. @throws as `update` */
  async remove(actor: Actor, id: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const person = await keepAnAdministrator(tx, id, () => this.locked(tx, actor, id, version));
      await tx.query('DELETE FROM account WHERE id = $1', [id]);
      const before = {
        email: person.email,
        name: person.name,
        roles: person.roles.map(({ role, scope }) => ({ role, scope })),
      };
      await this.tell(tx, actor, 'account.delete', id, { before });
    });
  }

  /** Mails another invitation; earlier ones open nothing any more. @throws SignInRequired, NotFound, AlreadyAccepted */
  async resendInvitation(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const person = await findPerson(tx, actor, id);
      await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [id]);
      if (person.hasPassword || person.hasSecondFactor || person.disabled) throw new AlreadyAccepted();
      await this.links.endAll(tx, id, 'invitation');
      await this.invite(tx, actor, id);
    });
  }

  /** For somebody who has lost both the app and the recovery codes. Ends every session. @throws SignInRequired, NotFound, NotAllowed, NoSecondFactor */
  async endSecondFactor(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await findPerson(tx, actor, id);
      authorize(actor, 'account.manage', PLATFORM);
      const [ended] = await tx.query<{ version: number }>(
        `UPDATE account SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, version = version + 1
         WHERE id = $1 AND totp_confirmed_at IS NOT NULL RETURNING version`,
        [id],
      );
      if (!ended) throw new NoSecondFactor();
      await tx.query('DELETE FROM recovery_code WHERE account_id = $1', [id]);
      await endSessions(tx, id);
      await this.tell(tx, actor, 'second-factor.end', id, { version: ended.version });
    });
  }

  /** @throws NotFound before NotAllowed: whoever may not see the person does not learn that there is one */
  private async locked(tx: Tx, actor: Actor, id: string, version: number | undefined): Promise<PersonDetails> {
    await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [id]);
    const person = await findPerson(tx, actor, id);
    authorize(actor, 'account.manage', PLATFORM);
    expectVersion(person, version);
    return person;
  }

  private async invite(tx: Tx, actor: Actor, id: string): Promise<void> {
    const by = actor.kind === 'account' ? actor.name : null;
    await this.links.issue(tx, 'invitation', id, by);
    await this.tell(tx, actor, 'invitation.send', id, {});
  }

  private tell(
    tx: Tx,
    actor: Actor,
    action: AccountsChanged['change']['action'],
    id: string,
    more: Pick<AccountsChanged['change'], 'version' | 'before' | 'after'>,
  ): Promise<void> {
    return this.events.publish(tx, new AccountsChanged(actor, { action, object: { kind: 'account', id }, ...more }));
  }
}

/** What was given, as it was before and as it is now. */
function difference(before: PersonDetails, input: UpdateAccountInput): { before: object; after: object } {
  const given = Object.keys(input).filter((field) => input[field as keyof UpdateAccountInput] !== undefined);
  const pick = (from: object) =>
    Object.fromEntries(given.map((field) => [field, (from as Record<string, unknown>)[field]]));
  return { before: pick(before), after: pick(input) };
}
