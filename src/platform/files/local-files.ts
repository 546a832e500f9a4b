import { chmodSync, mkdirSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { NotFound } from '../../kernel/domain-error.js';
import {
  begunAt,
  type ByteRange,
  checkedId,
  FilesUnavailable,
  FileStore,
  isFileId,
  Meter,
  type WrittenFile,
} from './file-store.js';

/** Of a file that is still being written. */
const PART = '.part';

/** How many ids one lot has. */
const LOT = 1_000;

/** A folder of this machine, or one that all processes share; for nobody else to look into. */
export class LocalFiles extends FileStore {
  /** Makes the folder if need be. @throws Error when it cannot be made */
  constructor(private readonly folder: string) {
    super();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }

  override async write(id: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile> {
    const path = join(this.folder, checkedId(id));
    const draft = path + PART;
    const meter = new Meter(limit);
    const file = await open(draft, 'wx', 0o600).catch(unavailable);
    try {
      try {
        for await (const chunk of content) {
          meter.take(chunk);
          await file.writeFile(chunk).catch(unavailable);
        }
        // The row that names the file must never outlive it.
        await file.sync().catch(unavailable);
      } finally {
        await file.close();
      }
      await rename(draft, path).catch(unavailable);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return meter.written();
  }

  override async read(id: string, range?: ByteRange): Promise<Readable> {
    // Opened before anything is answered, so that a missing file is no broken download.
    const file = await open(join(this.folder, checkedId(id)), 'r').catch(missing);
    return file.createReadStream(range);
  }

  override async remove(id: string): Promise<void> {
    const path = join(this.folder, checkedId(id));
    await rm(path, { force: true }).catch(unavailable);
    await rm(path + PART, { force: true }).catch(unavailable);
  }

  override async *begunBefore(instant: Date): AsyncIterable<string[]> {
    const names = await readdir(this.folder).catch(unavailable);
    const ids = [...new Set(names.map((name) => (name.endsWith(PART) ? name.slice(0, -PART.length) : name)))]
      .filter((id) => isFileId(id) && begunAt(id) < instant)
      .sort();
    for (let start = 0; start < ids.length; start += LOT) yield ids.slice(start, start + LOT);
  }
}

function unavailable(error: unknown): never {
  throw new FilesUnavailable(error);
}

function missing(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotFound('The file');
  return unavailable(error);
}
