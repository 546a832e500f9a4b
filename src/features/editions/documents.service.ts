import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { Database, isLostConnection } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { type IncomingFile, type ReceivedFile } from '../../platform/files/receive-file.js';
import { newId } from '../../platform/ids.js';
import { removeEntries } from '../../platform/search/search-index.js';
import { AuditService } from '../audit/index.js';
import { DocumentFiles } from './document-files.js';
import { indexDocuments } from './document-search.js';
import { movedTo } from './domain/document-order.js';
import { MAX_DOCUMENTS, TooManyDocuments } from './domain/documents.errors.js';
import { EditionAccess } from './edition-access.js';
import { EditionDocument } from './entities/edition-document.entity.js';
import {
  type CreateDocumentInput,
  type UpdateDocumentInput,
  type UploadDocumentInput,
} from './inputs/document.input.js';

/** Documents and recordings that remain of an edition: links, and files of our own. */
@Injectable()
export class DocumentsService {
  /** Files that have a row by now, or may have one. */
  private readonly taken = new WeakSet<ReceivedFile>();

  constructor(
    private readonly database: Database,
    private readonly access: EditionAccess,
    private readonly audit: AuditService,
    private readonly files: DocumentFiles,
    private readonly clock: Clock,
  ) {}

  /** A link. @throws NotFound, TooManyDocuments */
  async create(actor: Actor, editionKey: string, input: CreateDocumentInput): Promise<string> {
    return this.add(actor, editionKey, input, null);
  }

  /** A file. @throws as `receive` and `createFrom` */
  async upload(actor: Actor, editionKey: string, input: UploadDocumentInput, file: IncomingFile): Promise<string> {
    const received = await this.receive(actor, editionKey, file);
    try {
      return await this.createFrom(actor, editionKey, input, received);
    } finally {
      await this.release(received);
    }
  }

  /**
   * Stores a file for `createFrom`; `release` has to follow in any case. Asks for the permission before it takes the first byte.
   * @throws NotFound, InvalidInput, FileTypeNotAllowed, FileTooLarge, FilesUnavailable
   */
  async receive(actor: Actor, editionKey: string, file: IncomingFile): Promise<ReceivedFile> {
    await this.database.transaction((tx) => this.access.held(tx, actor, editionKey, 'edition.edit'));
    return this.files.receive(file);
  }

  /** A document of a file that has been received. @throws as `create` */
  async createFrom(actor: Actor, editionKey: string, input: UploadDocumentInput, file: ReceivedFile): Promise<string> {
    try {
      const id = await this.add(actor, editionKey, input, file);
      this.taken.add(file);
      return id;
    } catch (error) {
      // Then nobody knows whether the row is there: better a file too many.
      if (isLostConnection(error)) this.taken.add(file);
      throw error;
    }
  }

  /** Removes a file that has been received, unless it has become a document. */
  async release(file: ReceivedFile): Promise<void> {
    if (!this.taken.has(file)) await this.files.discard(file);
  }

  /** @throws NotFound, StaleVersion, InvalidInput */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateDocumentInput,
    version?: number,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.access.locked(tx, actor, editionKey, 'edition.edit');
      const document = await documentOf(tx, edition.id, id);
      expectVersion(document, version);
      if (input.url !== undefined && document.url === null) {
        throw InvalidInput.at('url', 'invalid-value', 'This is a file, which has no address elsewhere.');
      }
      const { position, title, ...plain } = input;
      const before = { ...document };
      const ids = await idsOf(tx, edition.id);
      Object.assign(document, plain, { version: document.version + 1 });
      if (title !== undefined) document.title = asLocalised(title, edition.languages[0] ?? 'en');
      await tx.manager.save(document);
      if (position !== undefined) await arrange(tx, movedTo(ids, id, position));
      await indexDocuments(tx, [id]);
      await this.audit.record(tx, actor, {
        action: 'document.update',
        object: { kind: 'document', id },
        editionId: edition.id,
        version: document.version,
        before: pick(input, { ...before, position: ids.indexOf(id) + 1 }),
        after: input,
      });
    });
  }

  /** With its file. @throws NotFound, StaleVersion */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.access.locked(tx, actor, editionKey, 'edition.edit');
      const document = await documentOf(tx, edition.id, id);
      expectVersion(document, version);
      await tx.manager.delete(EditionDocument, { id });
      if (document.fileId !== null) await this.files.remove(tx, document.fileId);
      await removeEntries(tx, 'document', [id]);
      const { kind, title, language, url, fileId } = document;
      await this.audit.record(tx, actor, {
        action: 'document.delete',
        object: { kind: 'document', id },
        editionId: edition.id,
        version: document.version,
        before: { kind, title, language, ...(fileId === null ? { url } : { file: fileId }) },
      });
    });
  }

  private async add(
    actor: Actor,
    editionKey: string,
    input: UploadDocumentInput & { url?: string },
    file: ReceivedFile | null,
  ): Promise<string> {
    return this.database.transaction(async (tx) => {
      const edition = await this.access.locked(tx, actor, editionKey, 'edition.edit');
      const ids = await idsOf(tx, edition.id);
      if (ids.length >= MAX_DOCUMENTS) throw new TooManyDocuments();
      if (file) await this.files.keep(tx, file);
      const id = newId();
      await tx.manager.insert(EditionDocument, {
        id,
        editionId: edition.id,
        kind: input.kind,
        title: asLocalised(input.title, edition.languages[0] ?? 'en'),
        language: input.language ?? null,
        url: input.url ?? null,
        fileId: file?.id ?? null,
        position: ids.length + 1,
        version: 1,
        createdAt: this.clock.now(),
      });
      // Places without gaps, whatever has been removed before.
      await arrange(tx, [...ids, id]);
      await indexDocuments(tx, [id]);
      await this.audit.record(tx, actor, {
        action: 'document.create',
        object: { kind: 'document', id },
        editionId: edition.id,
        version: 1,
        after: { ...input, ...(file ? { file: { name: file.name, mediaType: file.mediaType, size: file.size } } : {}) },
      });
      return id;
    });
  }
}

/** @throws NotFound */
async function documentOf(tx: Tx, editionId: string, id: string): Promise<EditionDocument> {
  const document = await tx.manager.findOneBy(EditionDocument, { id, editionId });
  if (!document) throw new NotFound('The document');
  return document;
}

/** In their order. */
async function idsOf(tx: Tx, editionId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM edition_document WHERE edition_id = $1 ORDER BY position, id',
    [editionId],
  );
  return rows.map(({ id }) => id);
}

async function arrange(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE edition_document SET position = place.position
     FROM unnest($1::uuid[]) WITH ORDINALITY AS place (id, position)
     WHERE edition_document.id = place.id AND edition_document.position <> place.position`,
    [ids],
  );
}

/** The part of a row that an input would change, for the audit trail. */
function pick(input: object, row: object): object {
  return Object.fromEntries(Object.keys(input).map((key) => [key, (row as Record<string, unknown>)[key]]));
}
