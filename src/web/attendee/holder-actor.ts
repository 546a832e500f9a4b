import { type FastifyRequest } from 'fastify';
import { type RegistrationDetails } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';

/** Whoever holds the link acts for the registration, and for nothing else. */
export function holderOf(registration: Pick<RegistrationDetails, 'id'>, request: FastifyRequest): Actor {
  return { kind: 'holder', registrationId: registration.id, ip: request.ip };
}
