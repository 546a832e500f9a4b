import { type FastifyRequest } from 'fastify';

/** The path of the request, or the nearest one above it that is a page: a form may be sent to an address that is none. */
export function nearestPage(request: FastifyRequest): string {
  const path = request.url.split('?', 1)[0]!.split('/');
  const pattern = (request.routeOptions.url ?? '').split('/');
  for (let length = pattern.length; length > 1; length--) {
    const url = pattern.slice(0, length).join('/');
    if (request.server.hasRoute({ method: 'GET', url })) return path.slice(0, length).join('/');
  }
  return '/';
}
