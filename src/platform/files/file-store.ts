import { createHash } from 'node:crypto';
import { type Readable } from 'node:stream';
import { DomainError, NotFound } from '../../kernel/domain-error.js';

/** A file is larger than uploads may be. */
export class FileTooLarge extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'too-large';

  /** @param limit in bytes */
  constructor(readonly limit: number) {
    super(`The file is too large: at most ${Math.floor(limit / 1_000_000)} MB are accepted.`);
  }
}

/** Where the files are cannot be reached at this moment. */
export class FilesUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'files-unavailable';

  constructor(cause: unknown) {
    super('The store of files cannot be reached at this moment. Try again in a few seconds.');
    // The reason is for the log, which keeps the stack.
    this.stack = `${this.stack}\nbecause of ${String(cause)}`;
  }
}

/** What came to be stored. */
export interface WrittenFile {
  /** Bytes. */
  size: number;
  sha256: Buffer;
}

/** Bytes `start` to `end`, both included, as in RFC 9110, 14.1.2. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where files are, outside of the database. They are named by ids that the application makes, never by anything that
 * somebody has typed; what they are called and what they contain is in the database.
 */
export abstract class FileStore {
  /**
   * Takes in a file of at most `limit` bytes as it comes, without holding it in memory. It appears whole or not at all:
   * whatever goes wrong, nothing of it stays. @throws FileTooLarge, FilesUnavailable, and whatever `content` throws
   */
  abstract write(id: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile>;

  /** The file, or a part of it. @throws NotFound, FilesUnavailable */
  abstract read(id: string, range?: ByteRange): Promise<Readable>;

  /** What is not there is as good as removed. @throws FilesUnavailable */
  abstract remove(id: string): Promise<void>;

  /** The ids of files that were begun before an instant, in lots. */
  abstract begunBefore(instant: Date): AsyncIterable<string[]>;

  /** Lets go of connections. */
  close(): void {}
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Is this the name of a file of ours? */
export const isFileId = (name: string): boolean => ID.test(name);

/** The id itself, when it is one: nothing else ever becomes part of a path. @throws NotFound */
export function checkedId(id: string): string {
  if (!isFileId(id)) throw new NotFound('The file');
  return id;
}

/** When the id was made (RFC 9562, 5.7): a file is as old as its id. */
export const begunAt = (id: string): Date => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

/** Counts and hashes what passes. */
export class Meter {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly limit: number) {}

  /** @throws FileTooLarge */
  take(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    if (this.size > this.limit) throw new FileTooLarge(this.limit);
    this.hash.update(chunk);
  }

  /** Once, when everything has passed. */
  written(): WrittenFile {
    return { size: this.size, sha256: this.hash.digest() };
  }
}
