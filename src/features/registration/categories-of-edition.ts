import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import {
  EditionCloned,
  EditionExtensions,
  type EditionSpan,
  type EditionText,
  type PartName,
  shiftedSpan,
  textsOf,
} from '../editions/index.js';
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
  ) {}

  onModuleInit(): void {
    this.extensions.register({
      parts: (editionId) => this.parts(editionId),
      texts: (editionId) => this.texts(editionId),
      spans: async (tx, editionId) => (await windows(tx, editionId)).map(toSpan),
    });
    this.events.on(EditionCloned, (tx, event) => this.copy(tx, event));
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
      `INSERT INTO category (id, edition_id, name, attendance, capacity, taken, overhang, opens_at, closes_at, position, version)
       SELECT copy.id, $1, name, attendance, capacity, 0, 0, copy.opens_at, copy.closes_at, position, 1
       FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[]) AS copy (source, id, opens_at, closes_at)
         JOIN category ON category.id = copy.source`,
      [
        targetId,
        copies.map(({ from }) => from),
        copies.map(({ to }) => to),
        copies.map(({ opensAt }) => opensAt),
        copies.map(({ closesAt }) => closesAt),
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
