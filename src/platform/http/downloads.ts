import { Readable } from 'node:stream';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { attachment } from '../files/file-name.js';
import { type ByteRange } from '../files/file-store.js';

/** A file to be sent, as its row describes it. */
export interface Download {
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal digits. */
  sha256: string;
}

/** What a `Range` header asks for of something that is so many bytes long. */
export type Wanted = ByteRange | 'everything' | 'nothing-there';

/**
 * Reads a `Range` header (RFC 9110, 14.1.2 and 14.2). One range is understood; several, other units and what is malformed
 * are ignored, as a server may.
 */
export function rangeOf(header: string | undefined, size: number): Wanted {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return 'everything';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'nothing-there' : { start: size - length, end: size - 1 };
  }
  const range = { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  if (last !== '' && Number(last) < range.start) return 'everything';
  return range.start >= size ? 'nothing-there' : range;
}

/**
 * Sends a file that somebody has uploaded: to be saved, never shown as a page of this site (ASVS 5.0, 5.4.1), whole, in part
 * (206), or not at all when the client has it (304).
 * @param caching the `Cache-Control`
 * @param open is asked for exactly what is sent
 * @throws whatever `open` throws, before anything is answered
 */
export async function sendDownload(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { name, mediaType, size, sha256 }: Download,
  caching: string,
  open: (range?: ByteRange) => Promise<Readable>,
): Promise<void> {
  const etag = `"${Buffer.from(sha256, 'hex').toString('base64url')}"`;
  const answer = (status: number) =>
    reply
      .status(status)
      .header('etag', etag)
      .header('cache-control', caching)
      .header('accept-ranges', 'bytes')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'");
  if (isNamed(request.headers['if-none-match'], etag)) {
    void answer(304).send();
    return;
  }
  // A part of something that has changed since would be no part of it.
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const wanted = isSame ? rangeOf(request.headers.range, size) : 'everything';
  if (wanted === 'nothing-there') {
    void answer(416).header('content-range', `bytes */${size}`).send();
    return;
  }
  const range = wanted === 'everything' ? undefined : wanted;
  const content = request.method === 'HEAD' ? Readable.from([]) : await open(range);
  if (range) void reply.header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  void answer(range ? 206 : 200)
    .type(mediaType)
    .header('content-disposition', attachment(name))
    .header('content-length', range ? range.end - range.start + 1 : size)
    .send(content);
}

/** `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
function isNamed(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
