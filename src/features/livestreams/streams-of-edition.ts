import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import { EditionCloned, EditionExtensions, type EditionText, type PartName, textsOf } from '../editions/index.js';

/** What streams add to an edition: to its checklist, its texts and its clone. */
@Injectable()
export class StreamsOfEdition implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly extensions: EditionExtensions,
  ) {}

  onModuleInit(): void {
    this.extensions.register({
      parts: (editionId) => this.parts(editionId),
      texts: (editionId) => this.texts(editionId),
    });
    this.events.on(EditionCloned, (tx, event) => this.copy(tx, event));
  }

  /** A stream without an address cannot be watched. */
  private async parts(editionId: string): Promise<PartName[]> {
    const [row] = await this.database.query<{ ready: boolean | null }>(
      `SELECT bool_and(EXISTS (SELECT 1 FROM stream_mirror m WHERE m.stream_id = s.id)) AS ready
       FROM stream s WHERE s.edition_id = $1`,
      [editionId],
    );
    return row?.ready ? ['stream'] : [];
  }

  private async texts(editionId: string): Promise<EditionText[]> {
    const streams = await this.database.query<{ id: string; title: LocalisedText }>(
      'SELECT id, title FROM stream WHERE edition_id = $1 ORDER BY position, id',
      [editionId],
    );
    const mirrors = await this.database.query<{ id: string; label: string | null; url: string }>(
      `SELECT m.id, m.label, m.url FROM stream s JOIN stream_mirror m ON m.stream_id = s.id
       WHERE s.edition_id = $1 ORDER BY s.position, s.id, m.priority, m.id`,
      [editionId],
    );
    return [
      ...streams.flatMap(({ id, title }) => textsOf({ place: 'stream', id, path: 'title' }, title)),
      ...mirrors.flatMap(({ id, label, url }): EditionText[] => [
        ...(label ? [{ place: 'mirror' as const, id, path: 'label', locale: null, text: label }] : []),
        { place: 'mirror', id, path: 'url', locale: null, text: url },
      ]),
    ];
  }

  /** With their addresses: which of them have to change, nobody here can know. The live window is minutes, and needs no shift. */
  private async copy(tx: Tx, { sourceId, targetId, include }: EditionCloned): Promise<void> {
    if (!include.includes('streams')) return;
    const streams = await idsOf(tx, 'SELECT id FROM stream WHERE edition_id = $1 ORDER BY position, id', sourceId);
    const copies = newIds(streams.length);
    await tx.query(
      `INSERT INTO stream (id, edition_id, title, access, opens_minutes_before, closes_minutes_after, position, version)
       SELECT copy.id, $1, title, access, opens_minutes_before, closes_minutes_after, position, 1
       FROM unnest($2::uuid[], $3::uuid[]) AS copy (source, id) JOIN stream ON stream.id = copy.source`,
      [targetId, streams, copies],
    );
    const mirrors = await idsOf(
      tx,
      `SELECT m.id FROM stream_mirror m JOIN stream s ON s.id = m.stream_id WHERE s.edition_id = $1 ORDER BY m.id`,
      sourceId,
    );
    await tx.query(
      `INSERT INTO stream_mirror (id, stream_id, label, region, language, provider, url, priority)
       SELECT copy.id, stream.id, label, region, language, provider, url, priority
       FROM unnest($1::uuid[], $2::uuid[]) AS copy (source, id) JOIN stream_mirror m ON m.id = copy.source
         JOIN unnest($3::uuid[], $4::uuid[]) AS stream (source, id) ON stream.source = m.stream_id`,
      [mirrors, newIds(mirrors.length), streams, copies],
    );
  }
}

async function idsOf(tx: Tx, select: string, editionId: string): Promise<string[]> {
  return (await tx.query<{ id: string }>(select, [editionId])).map(({ id }) => id);
}
