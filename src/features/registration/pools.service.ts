import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { CategoryAccess } from './category-access.js';
import { overhang } from './domain/admission.js';
import { PoolInUse } from './domain/registration.errors.js';
import { PlacePool } from './entities/place-pool.entity.js';
import { type CreatePoolInput, type UpdatePoolInput } from './inputs/registration.input.js';

/** Places that several categories of an edition share. */
@Injectable()
export class PoolsService {
  constructor(
    private readonly database: Database,
    private readonly access: CategoryAccess,
    private readonly desk: AdmissionDesk,
  ) {}

  /** @throws NotFound, NotAllowed */
  async create(actor: Actor, editionKey: string, input: CreatePoolInput): Promise<string> {
    const edition = await this.access.edition(actor, editionKey);
    return this.database.transaction(async (tx) => {
      const [next] = await tx.query<{ position: number }>(
        'SELECT coalesce(max(position), 0) + 1 AS position FROM place_pool WHERE edition_id = $1',
        [edition.id],
      );
      const pool = tx.manager.create(PlacePool, {
        id: newId(),
        editionId: edition.id,
        name: asLocalised(input.name, edition.languages[0] ?? 'en'),
        capacity: input.capacity,
        taken: 0,
        overhang: 0,
        position: next!.position,
        version: 1,
        createdAt: this.access.now(),
      });
      await tx.manager.insert(PlacePool, pool);
      await this.access.record(tx, actor, pool, 'pool', { action: 'pool.create', after: input });
      return pool.id;
    });
  }

  /** Lowering a capacity throws nobody out. @throws NotFound, NotAllowed, StaleVersion */
  async update(actor: Actor, editionKey: string, id: string, input: UpdatePoolInput, version?: number): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    await this.database.transaction(async (tx) => {
      await this.desk.open(tx, edition.id);
      const pool = await this.found(tx, edition, id);
      expectVersion(pool, version);
      const before = partOf(pool, input);
      if (input.name !== undefined) pool.name = asLocalised(input.name, edition.languages[0] ?? 'en');
      if (input.capacity !== undefined) pool.capacity = input.capacity;
      pool.overhang = overhang(pool);
      pool.version++;
      await tx.manager.save(pool);
      await this.access.record(tx, actor, pool, 'pool', { action: 'pool.update', before, after: input });
      await this.desk.settle(tx, edition.id);
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, PoolInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    await this.database.transaction(async (tx) => {
      const pool = await this.found(tx, edition, id);
      expectVersion(pool, version);
      await translateConstraints(tx.manager.delete(PlacePool, { id }), { category_pool_fk: () => new PoolInUse() });
      await this.access.record(tx, actor, pool, 'pool', { action: 'pool.delete', before: pool });
    });
  }

  private async found(tx: Tx, edition: EditionDetails, id: string): Promise<PlacePool> {
    const pool = await tx.manager.findOneBy(PlacePool, { id, editionId: edition.id });
    if (!pool) throw new NotFound('The pool');
    return pool;
  }
}
