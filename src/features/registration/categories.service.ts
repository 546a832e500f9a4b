import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService, partOf } from '../audit/index.js';
import { type EditionDetails, EditionQueries, readInstant } from '../editions/index.js';
import { overhang } from './domain/admission.js';
import { CategoryInUse } from './domain/registration.errors.js';
import { Category } from './entities/category.entity.js';
import { type CreateCategoryInput, type UpdateCategoryInput } from './inputs/registration.input.js';

/** The kinds of places of an edition. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidInput, AmbiguousLocalTime */
  async create(actor: Actor, editionKey: string, input: CreateCategoryInput): Promise<string> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'edition.edit', edition.scope);
    return this.database.transaction(async (tx) => {
      const [next] = await tx.query<{ position: number }>(
        'SELECT coalesce(max(position), 0) + 1 AS position FROM category WHERE edition_id = $1',
        [edition.id],
      );
      const category = tx.manager.create(Category, {
        id: newId(),
        editionId: edition.id,
        name: asLocalised(input.name, edition.languages[0] ?? 'en'),
        attendance: input.attendance,
        capacity: input.capacity,
        taken: 0,
        overhang: 0,
        ...windowOf(input, edition),
        position: next!.position,
        version: 1,
        createdAt: this.clock.now(),
      });
      await insertOrRefuse(tx.manager.insert(Category, category));
      await this.audit.record(tx, actor, {
        action: 'category.create',
        object: { kind: 'category', id: category.id },
        editionId: edition.id,
        version: category.version,
        after: input,
      });
      return category.id;
    });
  }

  /**
   * A capacity may be lowered below what is taken: nobody is thrown out, and nobody is admitted until places are free again.
   * @throws NotFound, StaleVersion, InvalidInput
   */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateCategoryInput,
    version?: number,
  ): Promise<void> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'edition.edit', edition.scope);
    await this.database.transaction(async (tx) => {
      const category = await tx.manager.findOne(Category, {
        where: { id, editionId: edition.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!category) throw new NotFound('The category');
      expectVersion(category, version);
      const before = partOf(category, input);
      Object.assign(category, windowOf(input, edition), { version: category.version + 1 });
      if (input.name !== undefined) category.name = asLocalised(input.name, edition.languages[0] ?? 'en');
      if (input.attendance !== undefined) category.attendance = input.attendance;
      if (input.capacity !== undefined) category.capacity = input.capacity;
      category.overhang = overhang(category);
      await insertOrRefuse(tx.manager.save(category));
      await this.audit.record(tx, actor, {
        action: 'category.update',
        object: { kind: 'category', id },
        editionId: edition.id,
        version: category.version,
        before,
        after: input,
      });
    });
  }

  /** @throws NotFound, StaleVersion, CategoryInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'edition.edit', edition.scope);
    await this.database.transaction(async (tx) => {
      const category = await tx.manager.findOneBy(Category, { id, editionId: edition.id });
      if (!category) throw new NotFound('The category');
      expectVersion(category, version);
      await translateConstraints(tx.manager.delete(Category, { id }), {
        registration_category_fk: () => new CategoryInUse(),
      });
      await this.audit.record(tx, actor, {
        action: 'category.delete',
        object: { kind: 'category', id },
        editionId: edition.id,
        version: category.version,
        before: category,
      });
    });
  }
}

/** Opening and closing as instants; times without an offset are wall clock of the edition's zone. */
function windowOf(
  input: { opensAt?: string | null; closesAt?: string | null },
  edition: EditionDetails,
): Partial<Pick<Category, 'opensAt' | 'closesAt'>> {
  const zone = edition.timeZone ?? 'UTC';
  const read = (text: string | null | undefined, path: string) => (text ? readInstant(text, zone, path) : null);
  return {
    ...(input.opensAt === undefined ? {} : { opensAt: read(input.opensAt, 'opensAt') }),
    ...(input.closesAt === undefined ? {} : { closesAt: read(input.closesAt, 'closesAt') }),
  };
}

function insertOrRefuse<T>(work: Promise<T>): Promise<T> {
  return translateConstraints(work, {
    category_window_ck: () =>
      InvalidInput.at('closesAt', 'end-before-start', 'Registration must close after it opens.'),
  });
}
