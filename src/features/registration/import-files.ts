import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { Config } from '../../platform/config/config.js';
import { shownName } from '../../platform/files/file-name.js';
import { FileStore } from '../../platform/files/file-store.js';
import { FILE_TYPES } from '../../platform/files/file-types.js';
import { type IncomingFile } from '../../platform/files/receive-file.js';
import { newId } from '../../platform/ids.js';
import { MAX_IMPORT_BYTES, UnreadableImport } from './import-file.js';
import { type StoredImport } from './inputs/import.input.js';

/** So much of a file tells how it is encoded. Bytes. */
const BEGINNING = 64_000;

/** Files that wait to be imported. What they are called, and what they must contain, is in the row of their task. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly store: FileStore,
    private readonly config: Config,
  ) {}

  /** Bytes that a file may have. */
  get limit(): number {
    return Math.min(this.config.uploadLimit, MAX_IMPORT_BYTES);
  }

  /** Stores a file while it comes. @throws InvalidInput, FileTooLarge, FilesUnavailable, and whatever its content throws */
  async receive({ name, content }: IncomingFile): Promise<StoredImport> {
    const id = newId();
    const { size, sha256 } = await this.store.write(id, content, this.limit);
    if (size === 0) {
      await this.store.remove(id);
      // A form whose file field was left alone sends a file without a name.
      throw name === ''
        ? InvalidInput.at('file', 'required', 'Choose a file.')
        : new UnreadableImport('empty', 'There is nothing in this file.');
    }
    const { mediaType } = FILE_TYPES.csv;
    return { id, name: shownName(name, FILE_TYPES.csv), mediaType, size, sha256: sha256.toString('hex') };
  }

  /** The file from its beginning to its end. @throws NotFound, FilesUnavailable; Error at the end when it is not what was received */
  async *read({ id, sha256 }: StoredImport): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of await this.store.read(id)) {
      hash.update(chunk as Uint8Array);
      yield chunk as Uint8Array;
    }
    if (hash.digest('hex') !== sha256) throw new Error(`The file ${id} is not what was uploaded.`);
  }

  async beginning({ id, size }: StoredImport): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    const content = await this.store.read(id, { start: 0, end: Math.min(size, BEGINNING) - 1 });
    for await (const chunk of content) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  }

  /** What has gone already is as good as removed. */
  async remove({ id }: StoredImport): Promise<void> {
    try {
      await this.store.remove(id);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
}
