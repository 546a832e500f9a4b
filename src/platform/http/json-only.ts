import { UnsupportedMediaTypeException } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/**
 * The API takes JSON only, so that no form of any page can reach it: what a form may send without asking is safelisted (Fetch, 2.2.2), and JSON
 * is not. Files come as multipart, from a program that says who it is by a bearer token.
 * @throws UnsupportedMediaTypeException
 */
export function refuseForms({ url, headers }: FastifyRequest): void {
  const type = headers['content-type'];
  if (type === undefined || !/^\/api(?:[/?]|$)/.test(url)) return;
  if (/^application\/json\s*(?:;|$)/i.test(type)) return;
  if (/^multipart\/form-data\s*;/i.test(type) && /^Bearer\s/i.test(headers.authorization ?? '')) return;
  throw new UnsupportedMediaTypeException();
}
