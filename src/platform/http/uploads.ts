import { type MultipartFile, type MultipartValue } from '@fastify/multipart';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '../../kernel/domain-error.js';
import { FileTooLarge } from '../files/file-store.js';
import { type IncomingFile } from '../files/receive-file.js';

/** Limits of the parts of a form that are no file. */
export const FORM_LIMITS = { fields: 60, fieldSize: 100_000, fieldNameSize: 200, parts: 70, headerPairs: 20 };

/** A form may have so much besides its file, headers of the parts included. Bytes. */
const BESIDES = 500_000;

/** Who sends nothing for so long has gone. */
const SILENT_FOR_MS = 60_000;

/** What came is no form, or broke off. */
export class BrokenUpload extends DomainError {
  readonly kind = 'malformed';
  readonly code = 'broken-upload';

  constructor() {
    super('The upload broke off, or is no form with a file. Nothing of it was kept.');
  }
}

/** A form that came as `multipart/form-data`: its fields, and the file after them, which nobody has read yet. */
export interface IncomingForm {
  fields: Record<string, string | string[]>;
  file: IncomingFile | null;
}

const TAKES_FILES = 'takesFiles';

/** For the handlers of forms with a file; all others refuse such forms unread. */
export const TakesFiles = () => RouteConfig({ [TAKES_FILES]: true });

/** Does the handler of this request take a form with a file? */
export const takesFiles = ({ routeOptions }: FastifyRequest): boolean =>
  Boolean((routeOptions.config as { [TAKES_FILES]?: boolean } | undefined)?.[TAKES_FILES]);

export const isMultipart = ({ headers }: FastifyRequest): boolean =>
  /^multipart\//i.test(headers['content-type']?.trim() ?? '');

/** @throws Error that becomes a 415 */
export function refuseFilesElsewhere(request: FastifyRequest): void {
  if (!isMultipart(request) || takesFiles(request)) return;
  throw Object.assign(new Error('No file is expected here.'), { statusCode: 415 });
}

/**
 * Reads a form with a file as it comes: the fields first, then, when `use` asks for it, one file of at most `limit` bytes.
 * Whatever `use` leaves unread is thrown away, so that its answer reaches a client that is still sending.
 * @throws BrokenUpload, FileTooLarge, InvalidInput, and whatever `use` throws
 */
export async function receiveForm<T>(
  request: FastifyRequest,
  limit: number,
  use: (form: IncomingForm) => Promise<T>,
): Promise<T> {
  const { raw } = request;
  // Node cuts the line then.
  raw.socket.setTimeout(SILENT_FOR_MS);
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit + BESIDES) throw new FileTooLarge(limit);
    return await use(await formOf(request, limit));
  } finally {
    raw.socket.setTimeout(0);
    letGo(raw, limit);
  }
}

/** What to do with a form whose files stand among its fields. */
export interface FormUse {
  /** Asked before the first file is read, with the fields before it, and if there is none at the end. Throws to stop everything. */
  begin(fields: IncomingForm['fields']): void | Promise<void>;
  /** Takes in one file, at most `limit` bytes and one more. What it leaves unread is thrown away. */
  file(field: string, file: IncomingFile): Promise<void>;
}

/**
 * Reads a form with several files wherever they stand, each given away as it comes, and answers with its fields. A file field
 * that was left alone is passed over.
 * @param limits how many files may come, and bytes: of one file, and of everything
 * @throws BrokenUpload, FileTooLarge when the whole is too large, InvalidInput, and whatever `use` throws
 */
export async function receiveFiles(
  request: FastifyRequest,
  { files, limit, total }: { files: number; limit: number; total: number },
  use: FormUse,
): Promise<IncomingForm['fields']> {
  const { raw } = request;
  const most = total + BESIDES;
  raw.socket.setTimeout(SILENT_FOR_MS);
  try {
    if (Number(request.headers['content-length'] ?? 0) > most) throw new FileTooLarge(limit);
    // One byte more, so that whoever counts finds out; what is larger passes unread, and what was typed behind it is kept.
    // The types of the library leave out the last of its options.
    const options = { limits: { ...MANY_FIELDS, files, fileSize: limit + 1 }, throwFileSizeLimit: false };
    return await fieldsAround(request.parts(options), use);
  } finally {
    raw.socket.setTimeout(0);
    letGo(raw, most);
  }
}

/** A form may ask a hundred questions, some with many boxes to tick. */
const MANY_FIELDS = { ...FORM_LIMITS, fields: 1000, parts: 1100 };

async function fieldsAround(parts: Parts, use: FormUse): Promise<IncomingForm['fields']> {
  const fields: IncomingForm['fields'] = {};
  let isBegun = false;
  for (let part = await nextOf(parts); part; part = await nextOf(parts)) {
    if (part.type !== 'file') add(fields, part);
    else {
      if (!isBegun) await use.begin(fields);
      isBegun = true;
      if (part.filename) await use.file(part.fieldname, { name: part.filename, content: chunksOf(part) });
      // The parser waits for the end of this file before it goes on to the next part.
      part.file.resume();
    }
  }
  if (!isBegun) await use.begin(fields);
  return fields;
}

async function* chunksOf({ file }: MultipartFile): AsyncIterable<Uint8Array> {
  try {
    // Whoever stops reading lets the rest pass.
    for await (const chunk of file.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
  } catch {
    throw new BrokenUpload();
  }
}

async function formOf(request: FastifyRequest, limit: number): Promise<IncomingForm> {
  // One byte more, so that whoever counts finds out; a second file, so that it can be refused.
  const parts = request.parts({ limits: { ...FORM_LIMITS, files: 2, fileSize: limit + 1 } });
  const fields: Record<string, string | string[]> = {};
  for (let part = await nextOf(parts); part; part = await nextOf(parts)) {
    if (part.type === 'file') return { fields, file: { name: part.filename ?? '', content: contentOf(part, parts) } };
    add(fields, part);
  }
  return { fields, file: null };
}

type Parts = AsyncIterableIterator<MultipartFile | MultipartValue>;

async function nextOf(parts: Parts): Promise<MultipartFile | MultipartValue | null> {
  try {
    const result = await parts.next();
    return result.done ? null : result.value;
  } catch {
    throw new BrokenUpload();
  }
}

function add(fields: IncomingForm['fields'], { fieldname, value, valueTruncated, fieldnameTruncated }: MultipartValue) {
  if (typeof value !== 'string' || fieldnameTruncated) throw new BrokenUpload();
  if (valueTruncated) throw InvalidInput.at(fieldname, 'too-big', 'This is too long.');
  const others = fields[fieldname];
  fields[fieldname] = others === undefined ? value : [...(Array.isArray(others) ? others : [others]), value];
}

async function* contentOf({ file }: MultipartFile, parts: Parts): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch {
    throw new BrokenUpload();
  }
  // The end of the form is the proof that the file has come whole.
  for (let part = await nextOf(parts); part; part = await nextOf(parts)) {
    if (part.type === 'file') throw InvalidInput.at('file', 'one-file', 'Send one file at a time.');
  }
}

/** What still comes is read to its end; after as much again as a file may have, the line is cut. */
function letGo(raw: FastifyRequest['raw'], limit: number): void {
  if (raw.readableEnded || raw.destroyed) return;
  raw.unpipe();
  let thrownAway = 0;
  raw.on('data', (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > limit) raw.destroy();
  });
  // Taking a pipe away leaves it paused.
  raw.resume();
}
