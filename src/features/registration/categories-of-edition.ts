import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import {
  EditionCloned,
  EditionExtensions,
  EditionPublished,
  EditionRescheduled,
  type EditionSpan,
  type EditionText,
  type PartName,
  shiftedSpan,
  textsOf,
} from '../editions/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { CategoriesCopied } from './domain/registration.events.js';

interface Window {
  id: string;
  name: LocalisedText;
  opensAt: Date | null;
  closesAt: Date | null;
}

/** What categories add to an edition: to its checklist, its texts, its times and its clone. */
@Injectable()
export class CategoriesOfEdition implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly extensions: EditionExtensions,
    private readonly desk: AdmissionDesk,
  ) {}

  onModuleInit(): void {
    this.extensions.register({
      parts: (editionId) => this.parts(editionId),
      texts: (editionId) => this.texts(editionId),
      spans: async (tx, editionId) => (await windows(tx, editionId)).map(toSpan),
    });
    this.events.on(EditionCloned, (tx, event) => this.copy(tx, event));
    // Places that were given back while the edition was not on wait for whoever is first in line.
    this.events.on(EditionPublished, (tx, { editionId }) => this.desk.settle(tx, editionId));
    this.events.on(EditionRescheduled, (tx, { editionId }) => this.desk.settle(tx, editionId));
  }

  private async parts(editionId: string): Promise<PartName[]> {
    const rows = await this.database.query('SELECT 1 FROM category WHERE edition_id = $1 LIMIT 1', [editionId]);
    return rows.length > 0 ? ['category'] : [];
  }

  private async texts(editionId: string): Promise<EditionText[]> {
    const rows = await this.database.query<{ id: string; name: LocalisedText }>(
      'SELECT id, name FROM category WHERE edition_id = $1 ORDER BY position, id',
      [editionId],
    );
    return rows.flatMap(({ id, name }) => textsOf({ place: 'category', id, path: 'name' }, name));
  }

  /** Every place in the copies is free. */
  private async copy(tx: Tx, { sourceId, targetId, include, shift }: EditionCloned): Promise<void> {
    const sources = include.includes('categories') ? await windows(tx, sourceId) : [];
    const ids = newIds(sources.length);
    const copies = sources.map((window, index) => ({
      from: window.id,
      to: ids[index]!,
      ...(shift ? shiftedSpan(shift, window) : { opensAt: null, closesAt: null }),
    }));
    await tx.query(
      `WITH pool AS (
         SELECT id AS source, new_id() AS id, name, capacity, position FROM place_pool
         WHERE edition_id = $6 AND cardinality($2::uuid[]) > 0),
       copied_pool AS (
         INSERT INTO place_pool (id, edition_id, name, capacity, position) SELECT id, $1, name, capacity, position FROM pool),
       copied AS (
       INSERT INTO category (id, edition_id, name, attendance, capacity, taken, overhang, opens_at, closes_at, position, version,
         pool_id, approval, reviews_required, invitation_only, waiting_list, quota_default, offer_hours)
       SELECT copy.id, $1, category.name, attendance, category.capacity, 0, 0, copy.opens_at, copy.closes_at, category.position, 1,
         pool.id, approval, reviews_required, invitation_only, waiting_list, quota_default, offer_hours
       FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[]) AS copy (source, id, opens_at, closes_at)
         JOIN category ON category.id = copy.source LEFT JOIN pool ON pool.source = category.pool_id)
       INSERT INTO category_quota (id, category_id, institution_id, capacity, listed)
       SELECT new_id(), copy.id, institution_id, q.capacity, true
       FROM unnest($2::uuid[], $3::uuid[]) AS copy (source, id) JOIN category_quota q ON q.category_id = copy.source AND q.listed`,
      [
        targetId,
        copies.map(({ from }) => from),
        copies.map(({ to }) => to),
        copies.map(({ opensAt }) => opensAt),
        copies.map(({ closesAt }) => closesAt),
        sourceId,
      ],
    );
    const pairs = new Map(copies.map(({ from, to }) => [from, to]));
    await this.events.publish(tx, new CategoriesCopied(sourceId, targetId, pairs, include));
  }
}

function windows(tx: Tx, editionId: string): Promise<Window[]> {
  return tx.query<Window>(
    `SELECT id, name, opens_at AS "opensAt", closes_at AS "closesAt" FROM category
     WHERE edition_id = $1 ORDER BY position, id`,
    [editionId],
  );
}

const toSpan = ({ name, opensAt, closesAt }: Window): EditionSpan => ({ place: 'category', name, opensAt, closesAt });
