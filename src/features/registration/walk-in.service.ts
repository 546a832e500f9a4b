import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Locale } from '../../kernel/locale.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { EditionQueries } from '../editions/index.js';
import { CheckInService } from './check-in.service.js';
import { type ScanAnswer } from './check-in.queries.js';
import { type WalkInInput } from './inputs/check-in.input.js';
import { RegistrationService } from './registration.service.js';

/** People who come without a registration. */
@Injectable()
export class WalkInService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly registration: RegistrationService,
    private readonly checkIn: CheckInService,
  ) {}

  /**
   * Registers somebody at the door, also after registration has closed, and lets them in at once. Places are counted as always:
   * who is put on a waiting list or has to be approved is not in.
   * @throws NotFound, SignInRequired, NotAllowed, SoldOut, QuotaFull, AlreadyRegistered, InvalidInput
   */
  async register(
    actor: Actor,
    editionKey: string,
    input: WalkInInput,
    { locale, device }: { locale: Locale; device: string },
  ): Promise<ScanAnswer> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'registration.check-in', edition.scope);
    const origin = { source: 'walk_in', asOrganiser: true } as const;
    const { id } = await this.registration.register(actor, editionKey, input, locale, origin);
    const [answer] = await this.checkIn.scan(actor, editionKey, [
      { nonce: newId(), registration: id, kind: 'in', device },
    ]);
    return answer!;
  }
}
