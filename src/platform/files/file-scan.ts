import { type Readable } from 'node:stream';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { type ReceivedFile } from './receive-file.js';

/** A scanner has found something in a file. */
export class FileInfected extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'file-infected';
  override readonly errors: FieldError[];

  constructor() {
    super('This file was refused by the virus scan. Nothing of it was kept.');
    this.errors = [{ path: 'file', code: this.code, message: this.message }];
  }
}

/**
 * The port to a virus scanner, for files that strangers send. Asked once a file has been stored and before anything names it;
 * a file that it refuses is removed. A scanner that cannot be reached should throw `FilesUnavailable`: nothing unseen comes in.
 */
export abstract class FileScan {
  /** @param open the content, from its beginning @throws FileInfected, FilesUnavailable */
  abstract check(file: ReceivedFile, open: () => Promise<Readable>): Promise<void>;
}

/** No scanner: everything passes. What there is without one is the check of types, which lets nothing in that runs by itself. */
export class NoFileScan extends FileScan {
  override check(): Promise<void> {
    return Promise.resolve();
  }
}
