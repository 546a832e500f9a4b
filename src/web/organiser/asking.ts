import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor } from '../../kernel/actor.js';

/** Who asks for a page, and where the answer goes. */
export interface Asking {
  actor: Actor;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** All three at once, for handlers that hand them on: `@Asked() asking: Asking`. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Asking => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  return { actor: request.actor, request, reply: http.getResponse<FastifyReply>() };
});
