import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { expectVersion } from '../../platform/database/version.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { Institution } from './entities/institution.entity.js';
import { InstitutionSearch } from './institution-search.js';
import { type CreateInstitutionInput, type UpdateInstitutionInput } from './inputs/institution.input.js';
import { distinctNames } from './domain/aliases.js';
import { DuplicateSlug, InstitutionInUse } from './domain/institutions.errors.js';

@Injectable()
export class InstitutionsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly search: InstitutionSearch,
  ) {}

  /** @throws DuplicateSlug */
  async create(actor: Actor, input: CreateInstitutionInput): Promise<Institution> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    return this.database.transaction(async (tx) => {
      const institution = tx.manager.create(Institution, {
        ...input,
        id: newId(),
        name: asLocalised(input.name, 'en'),
        website: input.website ?? null,
        parent: input.parent ?? null,
        aliases: distinctNames(input.aliases ?? []),
        version: 1,
        createdAt: this.clock.now(),
      });
      await translateConstraints(tx.manager.insert(Institution, institution), {
        institution_slug_uq: () => new DuplicateSlug(input.slug),
      });
      // Looked up after the insertion, which has waited for a merge that was under way.
      if (await isRedirected(tx, input.slug)) throw new DuplicateSlug(input.slug);
      await this.audit.record(tx, actor, {
        action: 'institution.create',
        object: { kind: 'institution', id: institution.id },
        version: 1,
        after: input,
      });
      await this.search.changed(tx, institution.id);
      return institution;
    });
  }

  /** @throws NotFound, StaleVersion */
  async update(actor: Actor, slug: string, input: UpdateInstitutionInput, version?: number): Promise<Institution> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    return this.database.transaction(async (tx) => {
      const before = await tx.manager.findOne(Institution, { where: { slug }, lock: { mode: 'pessimistic_write' } });
      if (!before) throw new NotFound('The institution');
      expectVersion(before, version);
      const { name, aliases, ...rest } = input;
      const after = tx.manager.create(Institution, {
        ...before,
        ...rest,
        ...(name === undefined ? {} : { name: asLocalised(name, 'en') }),
        ...(aliases === undefined ? {} : { aliases: distinctNames(aliases) }),
        version: before.version + 1,
      });
      await tx.manager.save(after);
      await this.audit.record(tx, actor, {
        action: 'institution.update',
        object: { kind: 'institution', id: before.id },
        version: after.version,
        before: pickKeys(before, input),
        after: input,
      });
      await this.search.changed(tx, after.id);
      return after;
    });
  }

  /** @throws NotFound, InstitutionInUse when the history names it */
  async remove(actor: Actor, slug: string, version?: number): Promise<void> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    await this.database.transaction(async (tx) => {
      const before = await tx.manager.findOneBy(Institution, { slug });
      if (!before) throw new NotFound('The institution');
      expectVersion(before, version);
      const inUse = () => new InstitutionInUse();
      await translateConstraints(tx.manager.delete(Institution, { id: before.id }), {
        series_member_institution_fk: inUse,
        edition_institution_institution_fk: inUse,
        registration_institution_fk: inUse,
        invitation_institution_fk: inUse,
        category_quota_institution_fk: inUse,
        speaker_institution_fk: inUse,
      });
      await this.audit.record(tx, actor, {
        action: 'institution.delete',
        object: { kind: 'institution', id: before.id },
        version: before.version,
        before,
      });
      await this.search.removed(tx, before.id);
    });
  }

  /** @throws NotFound */
  async bySlug(slug: string): Promise<Institution> {
    const institution = await this.database.manager.findOneBy(Institution, { slug });
    if (!institution) throw new NotFound('The institution');
    return institution;
  }

  async list(page: PageRequest): Promise<Page<Institution>> {
    const query = this.database.manager
      .createQueryBuilder(Institution, 'i')
      .orderBy('i.id')
      .take(page.limit + 1);
    if (page.cursor) query.where('i.id > :cursor', { cursor: page.cursor });
    return pageOf(await query.getMany(), page.limit, (last) => last.id);
  }

  /** The ids of these slugs; one that was merged into another means that one. @throws InvalidInput at `path` for a slug that no institution has */
  async idsOf(slugs: readonly string[], path: string): Promise<Map<string, string>> {
    if (slugs.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; slug: string }>(
      `SELECT id, slug FROM institution WHERE slug = ANY($1)
       UNION ALL SELECT institution_id, slug FROM institution_redirect WHERE slug = ANY($1)`,
      [slugs],
    );
    const ids = new Map(rows.map((row) => [row.slug, row.id]));
    const missing = slugs.find((slug) => !ids.has(slug));
    if (missing !== undefined) {
      throw InvalidInput.at(path, 'unknown-institution', `There is no institution “${missing}”.`);
    }
    return ids;
  }
}

/** Does the slug lead to an institution that another one was merged into? */
async function isRedirected(tx: Tx, slug: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM institution_redirect WHERE slug = $1', [slug])).length > 0;
}

/** The part of a row that an input would change, for the audit trail. */
function pickKeys(row: object, input: object): object {
  return Object.fromEntries(Object.keys(input).map((key) => [key, (row as Record<string, unknown>)[key]]));
}
