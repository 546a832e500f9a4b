import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { FileOwners } from '../../platform/files/file-owners.js';
import { FileStore } from '../../platform/files/file-store.js';
import { type IncomingFile, type ReceivedFile, receiveFile } from '../../platform/files/receive-file.js';
import { StoredFile } from './entities/stored-file.entity.js';

/** So long a file may be without a row, and a row without a document. ms. */
const GRACE_MS = 24 * 3_600_000;

/**
 * The files behind documents. A file is stored first and named by a row afterwards, and a row goes first and its file
 * afterwards: whatever breaks in between leaves a file too many, never one too few, and the sweep removes it.
 */
@Injectable()
export class DocumentFiles implements OnModuleInit {
  private readonly logger = new Logger(DocumentFiles.name);

  constructor(
    private readonly store: FileStore,
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly owners: FileOwners,
  ) {}

  onModuleInit(): void {
    this.owners.register(async (ids) => {
      const rows = await this.database.query<{ id: string }>('SELECT id FROM stored_file WHERE id = ANY($1::uuid[])', [
        ids,
      ]);
      return rows.map(({ id }) => id);
    });
  }

  /** @throws InvalidInput, FileTypeNotAllowed, FileTooLarge, FilesUnavailable */
  receive(file: IncomingFile): Promise<ReceivedFile> {
    return receiveFile(this.store, file, this.config.uploadLimit);
  }

  /** Gives a file that has been received its row. */
  async keep(tx: Tx, { id, name, mediaType, size, sha256 }: ReceivedFile): Promise<void> {
    const createdAt = this.clock.now();
    await tx.manager.insert(StoredFile, { id, name, mediaType, size: String(size), sha256, createdAt });
  }

  /** Removes the row, and after the commit the file. */
  async remove(tx: Tx, id: string): Promise<void> {
    await tx.manager.delete(StoredFile, { id });
    tx.afterCommit(() => this.store.remove(id));
  }

  /** Removes a file that is to have no row. */
  async discard({ id }: ReceivedFile): Promise<void> {
    await this.store
      .remove(id)
      .catch((error: unknown) => this.logger.warn(`A file is left to the sweep: ${String(error)}`));
  }

  /** Removes files that nobody owns (their row never came, or has gone), and rows whose document has gone with its edition. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - GRACE_MS);
    await this.database.query(
      `DELETE FROM stored_file WHERE created_at < $1
         AND NOT EXISTS (SELECT 1 FROM edition_document d WHERE d.file_id = stored_file.id)`,
      [before],
    );
    for await (const ids of this.store.begunBefore(before)) {
      const owned = await this.owners.owned(ids);
      // A database that knows none of them is more likely the wrong one.
      if (owned.size === 0) continue;
      for (const id of ids) if (!owned.has(id)) await this.store.remove(id);
    }
  }
}
