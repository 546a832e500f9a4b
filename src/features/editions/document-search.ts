import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Tx } from '../../platform/database/tx.js';
import { putEntries } from '../../platform/search/search-index.js';
import { SearchReindexing } from '../../platform/search/search-reindexing.js';
import { type EditionStatus } from './domain/edition-state.js';
import { nameOfEdition } from './edition-search.js';
import { scopeOfEdition } from './editions.queries.js';

/** Knows how to make the entries of all documents anew. */
@Injectable()
export class DocumentSearch implements OnModuleInit {
  constructor(private readonly reindexing: SearchReindexing) {}

  onModuleInit(): void {
    this.reindexing.register({ kind: 'document', table: 'edition_document', index: indexDocuments });
  }
}

interface SearchedDocument {
  id: string;
  title: LocalisedText;
  fileName: string | null;
  edition: {
    id: string;
    seriesId: string;
    key: string;
    year: number;
    ordinal: number | null;
    title: LocalisedText | null;
    status: EditionStatus;
    series: { name: LocalisedText };
  };
}

/** After documents were made or changed. Their editions are locked, so that one that is published meanwhile is not missed. */
export async function indexDocuments(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT 1 FROM edition WHERE id IN (SELECT edition_id FROM edition_document WHERE id = ANY($1::uuid[]))
     ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
  const rows = await tx.query<SearchedDocument>(
    `SELECT d.id, d.title, f.name AS "fileName", json_build_object('id', e.id, 'seriesId', e.series_id, 'key', e.key,
       'year', e.year, 'ordinal', e.ordinal, 'title', e.title, 'status', e.status,
       'series', json_build_object('name', s.name)) AS edition
     FROM edition_document d JOIN edition e ON e.id = d.edition_id JOIN series s ON s.id = e.series_id
       LEFT JOIN stored_file f ON f.id = d.file_id
     WHERE d.id = ANY($1::uuid[])`,
    [ids],
  );
  await putEntries(
    tx,
    rows.map(({ id, title, fileName, edition }) => ({
      kind: 'document',
      objectId: id,
      scope: scopeOfEdition(edition.seriesId, edition.id),
      isPublic: edition.status !== 'draft',
      path: `/events/${edition.key}#document-${id}`,
      title,
      context: nameOfEdition(edition),
      year: edition.year,
      weighted: { C: fileName === null ? [] : [fileName.replace(/\.\w+$/, '')] },
    })),
  );
}
