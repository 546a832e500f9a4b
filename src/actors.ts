import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Actor } from './kernel/actor.js';
import { AccountsService, NotAllowed, SignInRequired } from './features/accounts/index.js';
import { RegistrationQueries } from './features/registration/index.js';
import { Config } from './platform/config/config.js';
import { ActorResolver } from './platform/http/actor-resolver.js';
import { sessionSecretOf } from './platform/http/session-cookie.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Cookie, API token or the manage token of a registration: whatever the request carries, one actor. */
@Injectable()
export class Actors extends ActorResolver {
  constructor(
    private readonly config: Config,
    private readonly accounts: AccountsService,
    private readonly registrations: RegistrationQueries,
  ) {
    super();
  }

  override async resolve(request: FastifyRequest): Promise<Actor> {
    const { ip } = request;
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const byToken = await this.accounts.actorOfToken(bearer, ip);
      if (byToken) {
        if (!byToken.scopes.includes(READS.has(request.method) ? 'read' : 'write')) throw new NotAllowed();
        return byToken.actor;
      }
      const holder = await this.registrations.holderOf(bearer, ip);
      if (!holder) throw new SignInRequired();
      return holder;
    }
    const secret = sessionSecretOf(request, this.config);
    const account = secret === undefined ? null : await this.accounts.actorOfSession(secret, ip);
    return account ?? { kind: 'anonymous', ip };
  }
}
