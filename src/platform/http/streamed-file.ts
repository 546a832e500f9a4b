import { PassThrough, type Writable } from 'node:stream';
import { type FastifyReply } from 'fastify';
import { attachment } from '../files/file-name.js';

/**
 * Sends a file that is made while it is sent: whoever reads slowly is waited for, and when they go, `write` fails. What goes wrong
 * after the first byte breaks the answer off, so that nobody takes a part for the whole.
 * @param write has to end the stream
 */
export function sendWhileWritten(
  reply: FastifyReply,
  { name, mediaType }: { name: string; mediaType: string },
  write: (out: Writable) => Promise<void>,
): FastifyReply {
  const out = new PassThrough();
  write(out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return reply
    .type(mediaType)
    .header('content-disposition', attachment(name))
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .send(out);
}
