import { type FastifyRequest } from 'fastify';
import { type Actor } from '../../kernel/actor.js';

/** Finds out who stands behind a cookie or a bearer token. Given by whoever knows accounts. */
export abstract class ActorResolver {
  /** @throws a DomainError of the kind `unauthenticated` for a bearer token that opens nothing */
  abstract resolve(request: FastifyRequest): Promise<Actor>;
}
