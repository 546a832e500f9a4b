import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { extensionOf } from './file-name.js';
import { ALLOWED_TYPES, BY_SIGNATURE, FILE_TYPES, type FileType } from './file-types.js';
import { entryNamesOf, LIST_BYTES } from './zip-list.js';

/** So much of the beginning tells what a file is. Bytes. */
export const HEAD_BYTES = 16_384;

/** The content of a file is of no kind that is accepted, whatever its name says. */
export class FileTypeNotAllowed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'file-type-not-allowed';
  override readonly errors: FieldError[];

  constructor() {
    super(`Files of this kind are not accepted. Accepted are ${ALLOWED_TYPES}.`);
    this.errors = [{ path: 'file', code: this.code, message: this.message }];
  }
}

/** Looks at the content of a file while it passes. */
export interface TypeCheck {
  /** Every chunk, from the first on. @throws FileTypeNotAllowed as soon as it is plain */
  take(chunk: Uint8Array): void;
  /** When everything has passed. @throws FileTypeNotAllowed */
  found(): FileType;
}

/**
 * Finds out what a file is by its content. Its name decides nothing but which of the text files it is.
 * @param head the first `HEAD_BYTES`, or all there is
 * @throws FileTypeNotAllowed
 */
export async function checkType(head: Uint8Array, name: string): Promise<TypeCheck> {
  if (startsWith(head, 'PK\x03\x04')) return new ArchiveCheck(head);
  // Loaded at the first upload: a process that gets none has no use for it.
  const { fileTypeFromBuffer } = await import('file-type/core');
  const known = BY_SIGNATURE[(await fileTypeFromBuffer(head))?.ext ?? ''];
  if (known) return { take: () => undefined, found: () => known };
  return new TextCheck(textTypeOf(head, extensionOf(name)));
}

const startsWith = (head: Uint8Array, signature: string) =>
  Buffer.from(head.subarray(0, signature.length)).toString('latin1') === signature;

/** The part that makes an Office file what it is, by its name within the file (ECMA-376, part 1, chapter 11). */
const MAIN_PARTS: Readonly<Record<string, FileType>> = {
  'word/document.xml': FILE_TYPES.docx,
  'xl/workbook.xml': FILE_TYPES.xlsx,
  'ppt/presentation.xml': FILE_TYPES.pptx,
};

/** Programs within an Office file. */
const ACTIVE = /(^|\/)(vbaProject\.bin$|activeX\/|macrosheets\/)/i;

/** An OpenDocument file says what it is in its first entry, which is not compressed (ODF 1.3, part 2, 3.3). */
const OPEN_DOCUMENTS: Readonly<Record<string, FileType>> = Object.fromEntries(
  [FILE_TYPES.odt, FILE_TYPES.ods, FILE_TYPES.odp].map((one) => [one.mediaType, one]),
);
const FIRST_NAME = 30;
const FIRST_CONTENT = 38;

/**
 * A ZIP file passes as an Office or OpenDocument file only. It is told by the list of its contents, at its end; the
 * contents themselves are never unpacked.
 */
class ArchiveCheck implements TypeCheck {
  private readonly tail: Uint8Array[] = [];
  private kept = 0;
  private readonly openDocument: FileType | undefined;

  /** @throws FileTypeNotAllowed */
  constructor(head: Uint8Array) {
    const text = Buffer.from(head).toString('latin1', FIRST_NAME, FIRST_CONTENT + 100);
    const size = head.length >= FIRST_NAME ? Buffer.from(head).readUInt32LE(18) : 0;
    const isOpenDocument = text.startsWith('mimetype');
    const start = FIRST_CONTENT - FIRST_NAME;
    this.openDocument = isOpenDocument ? OPEN_DOCUMENTS[text.slice(start, start + size)] : undefined;
    if (isOpenDocument && !this.openDocument) throw new FileTypeNotAllowed();
  }

  take(chunk: Uint8Array): void {
    this.tail.push(chunk);
    this.kept += chunk.byteLength;
    while (this.kept - (this.tail[0]?.byteLength ?? 0) >= LIST_BYTES) this.kept -= this.tail.shift()!.byteLength;
  }

  found(): FileType {
    const names = entryNamesOf(Buffer.concat(this.tail));
    if (!names || names.some((name) => ACTIVE.test(name))) throw new FileTypeNotAllowed();
    if (this.openDocument && names.includes('content.xml')) return this.openDocument;
    const [main, ...others] = Object.keys(MAIN_PARTS).filter((part) => names.includes(part));
    if (main === undefined || others.length > 0 || !names.includes('[Content_Types].xml')) {
      throw new FileTypeNotAllowed();
    }
    return MAIN_PARTS[main]!;
  }
}

/** Text is UTF-8 from the first byte to the last. */
class TextCheck implements TypeCheck {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(private readonly type: FileType) {}

  take(chunk: Uint8Array): void {
    assertPlain(decoded(() => this.decoder.decode(chunk, { stream: true })));
  }

  found(): FileType {
    decoded(() => this.decoder.decode());
    return this.type;
  }
}

/** What a text may be called; anything else claims to be more than text. */
const TEXT_NAMES = ['', 'txt', 'text', 'md', 'csv', 'vtt', 'srt'];

/** What makes browsers, shells and word processors take a text for something else. */
const MARKUP =
  /^\s*<|^#!|^%!PS|^\{\\rtf|<(!doctype|!--|\?xml|html|head|title|body|script|style|svg|math|iframe|object|embed|meta|link|base|form|img|table|a\s|div|br)\b/i;

const CUE = /^\s*\d+\s*\r?\n\d{2}:\d{2}:\d{2},\d{3} --> \d{2}:\d{2}:\d{2},\d{3}/;

/** @throws FileTypeNotAllowed when it is no text, or text that does something */
function textTypeOf(head: Uint8Array, extension: string): FileType {
  // The head may end within a character.
  const text = decoded(() => new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }));
  assertPlain(text);
  if (MARKUP.test(text) || !TEXT_NAMES.includes(extension)) throw new FileTypeNotAllowed();
  // WebVTT, 4.1: the word, and then nothing or white space.
  if (/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) return FILE_TYPES.vtt;
  if (CUE.test(text)) return FILE_TYPES.srt;
  return extension === 'csv' ? FILE_TYPES.csv : FILE_TYPES.text;
}

/** C0 but for tabulator, line feed, form feed and carriage return; DEL and C1. */
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/;

function assertPlain(text: string): void {
  if (CONTROL.test(text)) throw new FileTypeNotAllowed();
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new FileTypeNotAllowed();
  }
}
