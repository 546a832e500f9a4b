import { type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/domain-error.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { type ByteRange, FileStore } from '../../platform/files/file-store.js';
import { type EditionDetails } from './editions.queries.js';
import { type DocumentKind } from './entities/edition-document.entity.js';

export interface DocumentFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal digits. */
  sha256: string;
}

/** Something that remains of an edition; either `url` or `file` is null. */
export interface DocumentDetails {
  id: string;
  kind: DocumentKind;
  title: LocalisedText;
  language: string | null;
  url: string | null;
  file: DocumentFile | null;
  version: number;
}

const SELECT = `
  SELECT d.id, d.kind, d.title, d.language, d.url, d.version,
    CASE WHEN f.id IS NOT NULL THEN json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type,
      'size', f.size, 'sha256', encode(f.sha256, 'hex')) END AS file
  FROM edition_document d LEFT JOIN stored_file f ON f.id = d.file_id`;

/** What remains of editions. Whoever may see the edition may see it: nobody else gets an `EditionDetails`. */
@Injectable()
export class DocumentQueries {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
  ) {}

  /** In the order that its organisers have chosen. */
  async list(edition: EditionDetails, page: PageRequest): Promise<Page<DocumentDetails>> {
    const rows = await this.database.query<DocumentDetails>(
      `${SELECT} WHERE d.edition_id = $1
         AND ($2::uuid IS NULL OR (d.position, d.id) > (SELECT position, id FROM edition_document WHERE id = $2))
       ORDER BY d.position, d.id LIMIT $3`,
      [edition.id, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async byId(edition: EditionDetails, id: string): Promise<DocumentDetails> {
    const [row] = await this.database.query<DocumentDetails>(`${SELECT} WHERE d.edition_id = $1 AND d.id = $2`, [
      edition.id,
      id,
    ]);
    if (!row) throw new NotFound('The document');
    return row;
  }

  /** What is in a file, or in a part of it. @throws NotFound, FilesUnavailable */
  content(file: DocumentFile, range?: ByteRange): Promise<Readable> {
    return this.store.read(file.id, range);
  }
}
