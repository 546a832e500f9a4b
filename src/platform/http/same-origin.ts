import { type FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export class CrossSiteRequest extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'cross-site-request';

  constructor() {
    super('This request was sent by a page of another site, so it was not carried out.');
  }
}

/**
 * Refuses what another site's page makes a browser send: no state changes by such a request. `Sec-Fetch-Site` says it
 * outright; older browsers send `Origin`. Programs send neither and carry no cookies.
 * @throws CrossSiteRequest
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new CrossSiteRequest();
    return;
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host) throw new CrossSiteRequest();
}
