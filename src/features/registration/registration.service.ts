import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { newReference } from '../../platform/security/tokens.js';
import { partOf } from '../audit/index.js';
import { Edition } from '../editions/index.js';
import { admission } from './domain/admission.js';
import { AlreadyCancelled, AlreadyRegistered, RegistrationClosed, SoldOut } from './domain/registration.errors.js';
import {
  RegistrationCancelled,
  RegistrationChanged,
  RegistrationConfirmed,
  RegistrationRepeated,
} from './domain/registration.events.js';
import { Category } from './entities/category.entity.js';
import { type RegisterInput, type UpdateRegistrationInput } from './inputs/registration.input.js';
import { RegistrationAccess } from './registration-access.js';

/** What a newcomer is told. */
export interface Admitted {
  id: string;
  reference: string;
  status: 'confirmed';
  linkVersion: number;
}

@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
    private readonly access: RegistrationAccess,
  ) {}

  /**
   * Takes a place: registration, counter, confirmation and every planned reminder stand or fall together.
   * @throws NotFound, RegistrationClosed, SoldOut, AlreadyRegistered, InvalidInput
   */
  async register(actor: Actor, editionKey: string, input: RegisterInput, negotiated: Locale | null): Promise<Admitted> {
    const { edition, category } = await this.door(editionKey, input.category);
    const institutionId = await this.access.institutionId(input.institution);
    const now = this.clock.now();
    const state = admission({ ...edition, ...category, status: edition.status }, now);
    if (state === 'closed' || state === 'not-yet-open') throw new RegistrationClosed();
    const emailKey = normaliseEmail(input.email);

    const outcome = await this.database.transaction(async (tx): Promise<Admitted | 'repeated'> => {
      const known = state === 'full' ? await registeredAs(tx, edition.id, emailKey) : null;
      if (known) return this.repeat(tx, known, edition.id);
      if (state === 'full') throw new SoldOut();

      const registration = { id: newId(), reference: newReference() };
      const inserting = tx.query<{ id: string }>(
        `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, native_name,
           institution_id, affiliation, country, time_zone, locale, status, consented_at, created_at)
         SELECT $1::uuid, id, $3::uuid, $4, $5, $6, $7, $8, $9::uuid, $10, $11, $12, $13, 'confirmed', $14::timestamptz, $14
         FROM edition WHERE id = $2 AND status = 'published' FOR KEY SHARE
         ON CONFLICT (edition_id, email_key) WHERE status <> 'cancelled' DO NOTHING RETURNING id`,
        [
          registration.id,
          edition.id,
          category.id,
          registration.reference,
          input.email,
          emailKey,
          input.name,
          input.nativeName ?? null,
          institutionId,
          input.affiliation ?? null,
          input.country ?? null,
          input.timeZone ?? null,
          input.locale ?? negotiated ?? edition.languages[0] ?? 'en',
          now,
        ],
      );
      const [inserted] = await this.access.withInstitution(inserting);
      if (!inserted) {
        const holder = await registeredAs(tx, edition.id, emailKey);
        if (holder) return this.repeat(tx, holder, edition.id);
        // Cancelled or postponed between our look and the lock.
        throw new RegistrationClosed();
      }
      await this.events.publish(tx, new RegistrationConfirmed(registration.id, edition.id));
      await this.access.record(
        tx,
        actor,
        { id: registration.id, editionId: edition.id, version: 1 },
        {
          action: 'registration.register',
          after: { reference: registration.reference, category: category.id },
        },
      );
      // Last, because everybody else who wants a place in this category waits for this row until the commit.
      const taken = await tx.query(
        `UPDATE category SET taken = taken + 1 WHERE id = $1 AND (capacity IS NULL OR taken < capacity) RETURNING 1`,
        [category.id],
      );
      if (taken.length === 0) throw new SoldOut();
      return { ...registration, status: 'confirmed', linkVersion: 1 };
    });
    if (outcome === 'repeated') throw new AlreadyRegistered();
    return outcome;
  }

  /** By the holder or an organiser. @throws NotFound, StaleVersion, AlreadyCancelled, InvalidInput */
  async update(actor: Actor, id: string, input: UpdateRegistrationInput, version?: number): Promise<void> {
    const institutionId = await this.access.institutionId(input.institution);
    await this.database.transaction(async (tx) => {
      const registration = await this.access.locked(tx, actor, id);
      expectVersion(registration, version);
      if (registration.status === 'cancelled') throw new AlreadyCancelled();
      const { institution, ...rest } = input;
      const before = partOf(registration, rest);
      Object.assign(registration, rest, { version: registration.version + 1 });
      if (institution !== undefined) registration.institutionId = institutionId;
      await this.access.withInstitution(tx.manager.save(registration));
      await this.events.publish(tx, new RegistrationChanged(id, registration.editionId));
      await this.access.record(tx, actor, registration, {
        action: 'registration.update',
        before,
        after: input,
      });
    });
  }

  /** Gives the place back. By the holder or an organiser. @throws NotFound, AlreadyCancelled */
  async cancel(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const registration = await this.access.locked(tx, actor, id);
      if (registration.status === 'cancelled') throw new AlreadyCancelled();
      const before = registration.status;
      registration.status = 'cancelled';
      registration.cancelledAt = this.clock.now();
      registration.version++;
      await tx.manager.save(registration);
      await this.events.publish(tx, new RegistrationCancelled(id, registration.editionId));
      await this.access.record(tx, actor, registration, {
        action: 'registration.cancel',
        before: { status: before },
        after: { status: 'cancelled' },
      });
      await tx.query(
        `UPDATE category SET taken = taken - 1, overhang = greatest(0, taken - 1 - coalesce(capacity, taken)) WHERE id = $1`,
        [registration.categoryId],
      );
    });
  }

  /** Stops or resumes reminders; confirmations, changes and cancellations still go out. */
  async setReminders(actor: Actor, id: string, wanted: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const registration = await this.access.locked(tx, actor, id);
      const before = registration.unsubscribedAt === null;
      registration.unsubscribedAt = wanted ? null : (registration.unsubscribedAt ?? this.clock.now());
      await tx.manager.save(registration);
      await this.access.record(tx, actor, registration, {
        action: 'registration.reminders',
        before: { reminders: before },
        after: { reminders: wanted },
      });
    });
  }

  private async door(editionKey: string, categoryId: string): Promise<{ edition: Edition; category: Category }> {
    const edition = await this.database.manager.findOneBy(Edition, { key: editionKey });
    if (!edition) throw new NotFound('The edition');
    // An edition that is not public must not be found out, and says the same as one that is closed.
    if (edition.status === 'draft') throw new RegistrationClosed();
    const category = await this.database.manager.findOneBy(Category, { id: categoryId, editionId: edition.id });
    if (!category) throw this.access.unknownCategory();
    return { edition, category };
  }

  private async repeat(tx: Tx, registrationId: string, editionId: string): Promise<'repeated'> {
    await this.events.publish(tx, new RegistrationRepeated(registrationId, editionId));
    return 'repeated';
  }
}

async function registeredAs(tx: Tx, editionId: string, emailKey: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM registration WHERE edition_id = $1 AND email_key = $2 AND status <> 'cancelled'`,
    [editionId, emailKey],
  );
  return row?.id ?? null;
}
