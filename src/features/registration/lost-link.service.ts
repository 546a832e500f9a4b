import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { Database } from '../../platform/database/database.js';
import { type RateLimit, RateLimits } from '../../platform/security/rate-limits.js';
import { networkOf } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';
import { TooManyLinkRequests } from './domain/registration.errors.js';
import { type LostLinkInput } from './inputs/lost-link.input.js';
import { RegistrationAccess } from './registration-access.js';

/** Links that one network may ask for: a department looks for its mails on the same morning. */
const FROM_NETWORK: RateLimit = { name: 'lost-link-network', points: 20, seconds: 3_600 };

/** Every answer takes so long, ms: more than the work ever should, so that the time does not tell who is registered. */
const ANSWER_MS = 400;

/** For somebody who has lost the mail with the personal link. */
@Injectable()
export class LostLinkService {
  constructor(
    private readonly database: Database,
    private readonly limits: RateLimits,
    private readonly access: RegistrationAccess,
  ) {}

  /**
   * Mails the link again to whoever has registered with the address, at most once an hour. Nobody is told whether anybody has: neither
   * by the answer nor by how long it takes. @throws TooManyLinkRequests, LimitsUnavailable
   */
  async ask(actor: Actor, edition: Pick<EditionDetails, 'id'>, { email }: LostLinkInput): Promise<void> {
    const ip = actor.kind === 'system' ? undefined : actor.ip;
    const taken = await this.limits.take([{ limit: FROM_NETWORK, of: networkOf(ip) }]);
    if (!taken.granted) throw new TooManyLinkRequests(taken.retryAfterSeconds);
    await Promise.all([this.remind(edition.id, normaliseEmail(email)), pause(ANSWER_MS)]);
  }

  private async remind(editionId: string, emailKey: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.query<{ id: string; version: number }>(
        `SELECT id, version FROM registration WHERE edition_id = $1 AND email_key = $2 AND status <> 'cancelled'`,
        [editionId, emailKey],
      );
      for (const row of rows) await this.access.repeated(tx, { ...row, editionId });
    });
  }
}
