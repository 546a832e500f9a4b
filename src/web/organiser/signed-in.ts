import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hrefWith } from '../layout/hrefs.js';

/** Sends visitors to the sign-in, and back afterwards. What they may do there is decided by the features. */
@Injectable()
export class SignedIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.actor.kind === 'account') return true;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // A form cannot be sent again by itself: after signing in, its page is where to go.
    const to = request.method === 'GET' ? request.url : '/organise';
    void reply.status(303).header('cache-control', 'no-store').redirect(hrefWith('/sign-in', { to }));
    return false;
  }
}
