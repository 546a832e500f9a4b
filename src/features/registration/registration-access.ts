import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { type Tx } from '../../platform/database/tx.js';
import { AccountsService } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { scopeOfEdition } from '../editions/index.js';
import { InstitutionsService } from '../institutions/index.js';
import { Registration } from './entities/registration.entity.js';

/** Who may touch a registration: its holder by the personal link, and whoever has the role. */
@Injectable()
export class RegistrationAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly institutions: InstitutionsService,
  ) {}

  /** Locks the registration for a change. @throws NotFound, also for everybody who may not know of it */
  async locked(tx: Tx, actor: Actor, id: string): Promise<Registration> {
    const registration = await tx.manager.findOne(Registration, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!registration) throw new NotFound('The registration');
    if (actor.kind === 'holder') {
      if (actor.registrationId !== id) throw new NotFound('The registration');
      return registration;
    }
    const [edition] = await tx.query<{ series_id: string }>('SELECT series_id FROM edition WHERE id = $1', [
      registration.editionId,
    ]);
    this.accounts.authorize(actor, 'registration.edit', scopeOfEdition(edition!.series_id, registration.editionId));
    return registration;
  }

  async record(
    tx: Tx,
    actor: Actor,
    registration: { id: string; editionId: string; version: number },
    change: Pick<AuditRecord, 'action' | 'before' | 'after'>,
  ): Promise<void> {
    const { id, editionId, version } = registration;
    await this.audit.record(tx, actor, { ...change, object: { kind: 'registration', id }, editionId, version });
  }

  /** @throws InvalidInput */
  async institutionId(slug: string | null | undefined): Promise<string | null> {
    if (!slug) return null;
    return (await this.institutions.idsOf([slug], 'institution')).get(slug) ?? null;
  }

  /** Does work that writes an institution which may have gone in the meantime. @throws InvalidInput */
  withInstitution<T>(work: Promise<T>): Promise<T> {
    return translateConstraints(work, {
      registration_institution_fk: () =>
        InvalidInput.at('institution', 'unknown-institution', 'This institution has just been removed.'),
    });
  }

  unknownCategory(): InvalidInput {
    return InvalidInput.at('category', 'unknown-category', 'There is no such category in this edition.');
  }
}
