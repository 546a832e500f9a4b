import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails, readInstant } from '../editions/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { CategoryAccess } from './category-access.js';
import { overhang } from './domain/admission.js';
import { CategoryInUse } from './domain/registration.errors.js';
import { Category } from './entities/category.entity.js';
import { type CreateCategoryInput, type UpdateCategoryInput } from './inputs/registration.input.js';
import { setQuotas } from './quotas.js';

/** The kinds of places of an edition. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly access: CategoryAccess,
    private readonly desk: AdmissionDesk,
  ) {}

  /** @throws NotFound, NotAllowed, InvalidInput, AmbiguousLocalTime */
  async create(actor: Actor, editionKey: string, input: CreateCategoryInput): Promise<string> {
    const edition = await this.access.edition(actor, editionKey);
    const quotas = await this.access.quotas(input.quotas);
    return this.database.transaction(async (tx) => {
      const [next] = await tx.query<{ position: number }>(
        'SELECT coalesce(max(position), 0) + 1 AS position FROM category WHERE edition_id = $1',
        [edition.id],
      );
      const { quotas: _, pool, name, ...rest } = input;
      const category = tx.manager.create(Category, {
        ...rest,
        id: newId(),
        editionId: edition.id,
        name: asLocalised(name, edition.languages[0] ?? 'en'),
        poolId: pool,
        taken: 0,
        waiting: 0,
        overhang: 0,
        ...windowOf(input, edition),
        position: next!.position,
        version: 1,
        createdAt: this.access.now(),
      });
      await this.expectPool(tx, edition, pool);
      await savedOrRefused(tx.manager.insert(Category, category));
      if (quotas.length > 0) await setQuotas(tx, category.id, quotas, category.quotaDefault);
      await this.access.record(tx, actor, category, 'category', { action: 'category.create', after: input });
      return category.id;
    });
  }

  /**
   * A capacity, pool or quota may be lowered below what is taken: nobody is thrown out, and nobody is admitted until places are
   * free again. Where it makes room, those who wait are promoted in the same transaction.
   * @throws NotFound, NotAllowed, StaleVersion, InvalidInput
   */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateCategoryInput,
    version?: number,
  ): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    const quotas = input.quotas === undefined ? undefined : await this.access.quotas(input.quotas);
    await this.database.transaction(async (tx) => {
      await this.desk.open(tx, edition.id);
      const category = await this.found(tx, edition, id);
      expectVersion(category, version);
      const before = partOf(category, input);
      const { quotas: _, pool, name, ...rest } = input;
      Object.assign(category, rest, windowOf(input, edition), { version: category.version + 1 });
      if (name !== undefined) category.name = asLocalised(name, edition.languages[0] ?? 'en');
      if (pool !== undefined) {
        await this.expectPool(tx, edition, pool);
        category.poolId = pool;
      }
      category.overhang = overhang(category);
      await savedOrRefused(tx.manager.save(category));
      if (quotas !== undefined || input.quotaDefault !== undefined) {
        await setQuotas(tx, id, quotas ?? (await listed(tx, id)), category.quotaDefault);
      }
      if (pool !== undefined) await countPools(tx, edition.id);
      await this.access.record(tx, actor, category, 'category', { action: 'category.update', before, after: input });
      await this.desk.settle(tx, edition.id);
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, CategoryInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    await this.database.transaction(async (tx) => {
      const category = await this.found(tx, edition, id);
      expectVersion(category, version);
      await translateConstraints(tx.manager.delete(Category, { id }), {
        registration_category_fk: () => new CategoryInUse(),
      });
      await this.access.record(tx, actor, category, 'category', { action: 'category.delete', before: category });
    });
  }

  private async found(tx: Tx, edition: EditionDetails, id: string): Promise<Category> {
    const category = await tx.manager.findOneBy(Category, { id, editionId: edition.id });
    if (!category) throw new NotFound('The category');
    return category;
  }

  /** @throws InvalidInput when it is not one of the edition */
  private async expectPool(tx: Tx, edition: EditionDetails, id: string | null): Promise<void> {
    if (id === null) return;
    const rows = await tx.query('SELECT 1 FROM place_pool WHERE id = $1 AND edition_id = $2 FOR KEY SHARE', [
      id,
      edition.id,
    ]);
    if (rows.length === 0) throw InvalidInput.at('pool', 'unknown-pool', 'There is no such pool in this edition.');
  }
}

const listed = (tx: Tx, categoryId: string) =>
  tx.query<{ institutionId: string; capacity: number }>(
    `SELECT institution_id AS "institutionId", capacity FROM category_quota WHERE category_id = $1 AND listed`,
    [categoryId],
  );

/** A category has come to a pool or left one: what its people have counts there, or not any more. */
async function countPools(tx: Tx, editionId: string): Promise<void> {
  await tx.query(
    `UPDATE place_pool p SET taken = counted.taken, overhang = greatest(0, counted.taken - p.capacity)
     FROM (SELECT p.id, coalesce(sum(c.taken), 0)::int AS taken FROM place_pool p LEFT JOIN category c ON c.pool_id = p.id
       WHERE p.edition_id = $1 GROUP BY p.id) AS counted
     WHERE p.id = counted.id`,
    [editionId],
  );
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

function savedOrRefused<T>(work: Promise<T>): Promise<T> {
  return translateConstraints(work, {
    category_window_ck: () =>
      InvalidInput.at('closesAt', 'end-before-start', 'Registration must close after it opens.'),
  });
}
