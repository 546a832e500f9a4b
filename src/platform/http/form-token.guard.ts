import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { FORM_TOKEN_FIELD, FormTokens } from './form-tokens.js';
import { SAFE_METHODS } from './same-origin.js';
import { isMultipart } from './uploads.js';

const WHEN = 'form-token';

/**
 * When a form has to carry its token, if not always:
 * - `with-cookie`: its authority is the link in its address, or anybody may send it, so a client that keeps no cookies may as well.
 * - `by-handler`: a form with a file. The handler gives its first field to `FormTokens.check` before it does anything else.
 * - `with-cookie-by-handler`: both at once. The handler asks `hasHolder` first.
 * - `never`: another program sends it for somebody, as mail programs do (RFC 8058).
 */
export const FormToken = (when: 'with-cookie' | 'by-handler' | 'with-cookie-by-handler' | 'never') =>
  SetMetadata(WHEN, when);

/** Lets nothing through that changes something and was not sent from a page of ours. */
@Injectable()
export class FormTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: FormTokens,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE_METHODS.has(request.method)) return true;
    const when = this.reflector.get<string | undefined>(WHEN, context.getHandler());
    const token = takeToken(request.body);
    if (when === 'never') return true;
    if (when?.startsWith('with-cookie') && !this.tokens.hasHolder(request)) return true;
    if (when?.endsWith('by-handler') && isMultipart(request)) return true;
    this.tokens.check(request, token);
    return true;
  }
}

/** No handler is to find the token among the answers. */
function takeToken(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !(FORM_TOKEN_FIELD in body)) return undefined;
  const { [FORM_TOKEN_FIELD]: token } = body;
  delete body[FORM_TOKEN_FIELD];
  return token;
}
