import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Actor } from '../../kernel/actor.js';
import { StaleVersion } from '../../kernel/domain-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler runs. */
    actor: Actor;
  }
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** Who asks. Never undefined: at least `anonymous`. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => requestOf(context).actor,
);

/** The version that `If-Match` names; undefined without the header or with `*` (RFC 9110, 13.1.1). @throws StaleVersion for a tag that we never gave */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const header = requestOf(context).headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"(\d+)"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new StaleVersion();
  return Number(version);
});

/** The strong validator of a row's version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** Is this a request of a program, to be answered in JSON whatever happens? */
export function wantsJson(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  if (path === '/api' || path.startsWith('/api/')) return path !== '/api/docs';
  return (request.headers.accept ?? '').includes('json') && !(request.headers.accept ?? '').includes('text/html');
}
