import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EditionQueries } from '../editions/index.js';
import { AdmissionLanes } from './admission-lanes.js';
import { type Outcome } from './admissions.js';
import { InvitationUsed, QuotaFull } from './domain/registration.errors.js';
import { type DelegateInput } from './inputs/delegate.input.js';
import { type RegisterInput } from './inputs/registration.input.js';
import { type InvitationDetails, InvitationQueries } from './invitation.queries.js';
import { RegistrationService } from './registration.service.js';

const LIVE = ['confirmed', 'offered', 'waitlisted', 'pending'];

/** People whom a coordinator names at once. */
interface Naming {
  token: string;
  people: readonly DelegateInput[];
}

/** What the coordinator of an institution's delegation does, by the link of the invitation and without an account. */
@Injectable()
export class DelegationsService {
  /** Forms of one delegation wait here, and not at the database, where each of them would hold a connection. */
  private readonly lanes = new AdmissionLanes<Naming, Outcome[]>(async (_, namings) => {
    const answers: ({ value: Outcome[] } | { error: Error })[] = [];
    for (const naming of namings) answers.push(await settled(this.nameNow(naming)));
    return answers;
  });

  constructor(
    private readonly database: Database,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationService,
    private readonly queries: InvitationQueries,
  ) {}

  /**
   * Registers delegates of the institution, each with an answer; never more than its quota, those who wait or are not approved
   * yet included. One after the other for one delegation, so that two forms sent at once do not fill it twice.
   * @throws InvitationUsed, RegistrationClosed, AdmissionBusy
   */
  async name(token: string, people: readonly DelegateInput[]): Promise<Outcome[]> {
    const { id } = await this.queries.byToken('delegation', token);
    return this.lanes.enter(id, { token, people });
  }

  /** Gives the place of one of the delegates back. @throws InvitationUsed, NotFound, AlreadyCancelled, WrongStatus */
  async cancel(token: string, registrationId: string): Promise<void> {
    const delegation = await this.queries.byToken('delegation', token);
    const delegates = await this.queries.delegates(delegation);
    if (!delegates.some(({ id }) => id === registrationId)) throw new NotFound('The delegate');
    await this.registrations.cancel(coordinatorOf(delegation), registrationId);
  }

  private async nameNow({ token, people }: Naming): Promise<Outcome[]> {
    const delegation = await this.queries.byToken('delegation', token);
    const { key } = await this.editions.byId(delegation.editionId);
    const inputs = people.map((person) => registrationOf(delegation, person));
    return this.database.transaction(async (tx) => {
      await this.lock(tx, delegation);
      return this.register(tx, delegation, key, inputs, await this.room(tx, delegation));
    });
  }

  /** As many as there is room for; whom the engine refuses leaves theirs to the next. */
  private async register(
    tx: Tx,
    delegation: InvitationDetails,
    editionKey: string,
    inputs: readonly RegisterInput[],
    room: number,
  ): Promise<Outcome[]> {
    const actor = coordinatorOf(delegation);
    const outcomes: Outcome[] = [];
    let left = room;
    while (outcomes.length < inputs.length && left > 0) {
      const next = inputs.slice(outcomes.length, outcomes.length + Math.min(left, inputs.length));
      const answers = await this.registrations.registerWithin(tx, actor, editionKey, next, {
        source: 'delegation',
        asOrganiser: true,
      });
      left -= answers.filter((answer) => !('refused' in answer)).length;
      outcomes.push(...answers);
    }
    return inputs.map((_, index) => outcomes[index] ?? { refused: new QuotaFull() });
  }

  /** Nobody withdraws it, and nobody else names delegates by it, until this is done. @throws InvitationUsed */
  private async lock(tx: Tx, { id, linkVersion }: InvitationDetails): Promise<void> {
    const rows = await tx.query(
      `SELECT 1 FROM invitation WHERE id = $1 AND link_version = $2 AND state = 'open' FOR NO KEY UPDATE`,
      [id, linkVersion],
    );
    if (rows.length === 0) throw new InvitationUsed();
  }

  private async room(tx: Tx, { category, institution, quota }: InvitationDetails): Promise<number> {
    if (quota === null) return Infinity;
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM registration r JOIN institution h ON h.id = r.institution_id
       WHERE r.category_id = $1 AND h.slug = $2 AND r.source = 'delegation' AND r.status = ANY ($3)`,
      [category.id, institution!.slug, LIVE],
    );
    return Math.max(0, quota.capacity - row!.count);
  }
}

async function settled<T>(work: Promise<T>): Promise<{ value: T } | { error: Error }> {
  try {
    return { value: await work };
  } catch (error) {
    return { error: error as Error };
  }
}

function registrationOf({ category, institution }: InvitationDetails, person: DelegateInput): RegisterInput {
  return { ...person, category: category.id, institution: institution!.slug };
}

/**
 * The trail names the coordinator as the organiser has. Nobody else acts by this name, and it is used for nothing but what the
 * link allows, which is looked at before.
 */
function coordinatorOf({ name, email, institution }: InvitationDetails): Actor {
  return { kind: 'system', name: `${name ?? shortened(email)} (delegation of ${institution!.slug})` };
}

/** The trail holds no whole addresses. */
const shortened = (email: string): string => `${[...email][0]}…${email.slice(email.lastIndexOf('@'))}`;
