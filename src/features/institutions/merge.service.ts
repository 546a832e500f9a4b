import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { unitedAliases } from './domain/aliases.js';
import { InstitutionMerged } from './domain/institutions.events.js';
import { Institution } from './entities/institution.entity.js';
import { InstitutionSearch } from './institution-search.js';

/** Makes one record of two that turned out to be the same institution. */
@Injectable()
export class MergeService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly search: InstitutionSearch,
  ) {}

  /**
   * Whatever names `slug` names `into` afterwards. Its names become aliases, its slug leads to `into` from then on, and its
   * record goes. `version` is that of the record that goes.
   * @returns the one that stays @throws NotFound, InvalidInput, StaleVersion
   */
  async merge(actor: Actor, slug: string, into: string, version?: number): Promise<Institution> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    if (slug === into) {
      throw InvalidInput.at('into', 'same-institution', 'An institution cannot be merged into itself.');
    }
    return this.database.transaction(async (tx) => {
      const { goes, stays } = await lockBoth(tx, slug, into);
      expectVersion(goes, version);
      const before = { aliases: stays.aliases, website: stays.website, parent: stays.parent };
      await this.events.publish(
        tx,
        new InstitutionMerged({ actor, fromId: goes.id, fromSlug: slug, intoId: stays.id, intoSlug: into }),
      );
      const homeless = await moveNames(tx, goes.id, stays.id);
      await moveRedirects(tx, goes, stays.id);
      stays.aliases = unitedAliases(stays, goes, homeless);
      stays.website ??= goes.website;
      stays.parent ??= goes.parent;
      stays.version++;
      await tx.manager.save(stays);
      await tx.manager.delete(Institution, { id: goes.id });
      await this.audit.record(tx, actor, {
        action: 'institution.merge',
        object: { kind: 'institution', id: goes.id },
        before: goes,
        after: { into },
      });
      await this.audit.record(tx, actor, {
        action: 'institution.take-in',
        object: { kind: 'institution', id: stays.id },
        version: stays.version,
        before,
        after: { from: slug, aliases: stays.aliases, website: stays.website, parent: stays.parent },
      });
      await this.search.removed(tx, goes.id);
      await this.search.changed(tx, stays.id);
      return stays;
    });
  }
}

/** Both rows, locked in one order whichever way they are merged. @throws NotFound, InvalidInput */
async function lockBoth(tx: Tx, slug: string, into: string): Promise<{ goes: Institution; stays: Institution }> {
  const rows = await tx.manager
    .createQueryBuilder(Institution, 'i')
    .where('i.slug IN (:...slugs)', { slugs: [slug, into] })
    .orderBy('i.id')
    .setLock('pessimistic_write')
    .getMany();
  const goes = rows.find((row) => row.slug === slug);
  if (!goes) throw new NotFound('The institution');
  const stays = rows.find((row) => row.slug === into);
  if (!stays) throw InvalidInput.at('into', 'unknown-institution', `There is no institution “${into}”.`);
  return { goes, stays };
}

/** Where both have a name that ended in the same year, the one that stays keeps its own. @returns the others */
async function moveNames(tx: Tx, fromId: string, intoId: string): Promise<LocalisedText[]> {
  await tx.query(
    `UPDATE institution_name former SET institution_id = $2, version = version + 1
     WHERE institution_id = $1
       AND NOT EXISTS (SELECT 1 FROM institution_name other WHERE other.institution_id = $2 AND other.until = former.until)`,
    [fromId, intoId],
  );
  const left = await tx.query<{ name: LocalisedText }>(
    'SELECT name FROM institution_name WHERE institution_id = $1 ORDER BY until DESC',
    [fromId],
  );
  return left.map(({ name }) => name);
}

/** Its slug, and those that led to it, lead to the other one. */
async function moveRedirects(tx: Tx, goes: Institution, intoId: string): Promise<void> {
  await tx.query('UPDATE institution_redirect SET institution_id = $2 WHERE institution_id = $1', [goes.id, intoId]);
  await tx.query('INSERT INTO institution_redirect (slug, institution_id) VALUES ($1, $2)', [goes.slug, intoId]);
}
