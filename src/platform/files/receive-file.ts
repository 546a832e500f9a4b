import { InvalidInput } from '../../kernel/domain-error.js';
import { newId } from '../ids.js';
import { shownName } from './file-name.js';
import { type FileStore } from './file-store.js';
import { checkType, HEAD_BYTES } from './type-check.js';
import { type FileType } from './file-types.js';

/** A file on its way in, under the name that somebody has given it. */
export interface IncomingFile {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/** A file that has been stored and that no row names yet. */
export interface ReceivedFile {
  id: string;
  /** To be shown and saved under. */
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: Buffer;
}

/**
 * Stores a file of at most `limit` bytes while it comes, once its beginning has shown that it is of a kind that is accepted.
 * Of a file that is refused, then or later, nothing stays.
 * @throws InvalidInput, FileTypeNotAllowed, FileTooLarge, FilesUnavailable, and whatever `content` throws
 */
export async function receiveFile(
  store: FileStore,
  { name, content }: IncomingFile,
  limit: number,
): Promise<ReceivedFile> {
  const chunks = content[Symbol.asyncIterator]();
  try {
    const head = await headOf(chunks);
    if (head.length === 0) throw nothingIn(name);
    const check = await checkType(head.subarray(0, HEAD_BYTES), name);
    let type: FileType | undefined;
    async function* checked(): AsyncIterable<Uint8Array> {
      for (let chunk: Uint8Array | null = head; chunk; chunk = await next(chunks)) {
        check.take(chunk);
        yield chunk;
      }
      // Before the store has closed the file: what turns out to be something else never appears.
      type = check.found();
    }
    const id = newId();
    const written = await store.write(id, checked(), limit);
    return { id, name: shownName(name, type!), mediaType: type!.mediaType, ...written };
  } finally {
    await chunks.return?.();
  }
}

async function next(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const result = await chunks.next();
  return result.done ? null : result.value;
}

/** The first chunks, until there is enough to tell what it is. */
async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const first: Uint8Array[] = [];
  for (let size = 0; size < HEAD_BYTES;) {
    const chunk = await next(chunks);
    if (chunk === null) break;
    first.push(chunk);
    size += chunk.byteLength;
  }
  return Buffer.concat(first);
}

/** A form whose file field was left alone sends a file without a name. */
const nothingIn = (name: string): InvalidInput =>
  name === ''
    ? InvalidInput.at('file', 'required', 'Choose a file.')
    : new InvalidInput([{ path: 'file', code: 'empty-file', message: 'There is nothing in this file.' }], 'empty-file');
