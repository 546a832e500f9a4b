import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { DuplicateNameYear } from './domain/institutions.errors.js';
import { type CreateNameInput, type UpdateNameInput } from './inputs/institution.input.js';
import { InstitutionSearch } from './institution-search.js';
import { type FormerName } from './institutions.queries.js';

type OwnedName = FormerName & { institutionId: string };

const DUPLICATES = { institution_name_uq: () => new DuplicateNameYear() };

/** The names that an institution had, so that a past edition shows the one of its year. */
@Injectable()
export class NamesService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly search: InstitutionSearch,
  ) {}

  /** @returns its id @throws NotFound, DuplicateNameYear */
  async add(actor: Actor, slug: string, input: CreateNameInput): Promise<string> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    return this.database.transaction(async (tx) => {
      const institutionId = await held(tx, slug);
      const id = newId();
      await translateConstraints(
        tx.query('INSERT INTO institution_name (id, institution_id, name, until) VALUES ($1, $2, $3, $4)', [
          id,
          institutionId,
          JSON.stringify(asLocalised(input.name, 'en')),
          input.until,
        ]),
        DUPLICATES,
      );
      await this.record(tx, actor, 'institution.add-name', institutionId, { after: input });
      return id;
    });
  }

  /** @throws NotFound, StaleVersion, DuplicateNameYear */
  async update(actor: Actor, slug: string, id: string, input: UpdateNameInput, version?: number): Promise<void> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    await this.database.transaction(async (tx) => {
      const { institutionId, name, until } = await locked(tx, slug, id, version);
      await translateConstraints(
        tx.query('UPDATE institution_name SET name = $2, until = $3, version = version + 1 WHERE id = $1', [
          id,
          JSON.stringify(input.name === undefined ? name : asLocalised(input.name, 'en')),
          input.until ?? until,
        ]),
        DUPLICATES,
      );
      await this.record(tx, actor, 'institution.update-name', institutionId, { before: { name, until }, after: input });
    });
  }

  /** @throws NotFound, StaleVersion */
  async remove(actor: Actor, slug: string, id: string, version?: number): Promise<void> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    await this.database.transaction(async (tx) => {
      const { institutionId, name, until } = await locked(tx, slug, id, version);
      await tx.query('DELETE FROM institution_name WHERE id = $1', [id]);
      await this.record(tx, actor, 'institution.remove-name', institutionId, { before: { name, until } });
    });
  }

  private async record(
    tx: Tx,
    actor: Actor,
    action: string,
    institutionId: string,
    change: { before?: object; after?: object },
  ): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'institution', id: institutionId }, ...change });
    await this.search.changed(tx, institutionId);
  }
}

/** Kept from being merged or removed until the transaction ends. @returns its id @throws NotFound */
async function held(tx: Tx, slug: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>('SELECT id FROM institution WHERE slug = $1 FOR SHARE', [slug]);
  if (!row) throw new NotFound('The institution');
  return row.id;
}

/** @throws NotFound, StaleVersion */
async function locked(tx: Tx, slug: string, id: string, version: number | undefined): Promise<OwnedName> {
  const institutionId = await held(tx, slug);
  const [row] = await tx.query<FormerName>(
    'SELECT id, name, until, version FROM institution_name WHERE institution_id = $1 AND id = $2 FOR UPDATE',
    [institutionId, id],
  );
  if (!row) throw new NotFound('The name');
  expectVersion(row, version);
  return { ...row, institutionId };
}
