import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale } from '../../kernel/locale.js';
import { Database, isLostConnection } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { newReference } from '../../platform/security/tokens.js';
import { AdmissionDesk, type Desk } from './admission-desk.js';
import { AdmissionFacts, type Facts } from './admission-facts.js';
import { AdmissionLanes } from './admission-lanes.js';
import { claimFiles } from './answer-files.js';
import { newcomer, windowState } from './domain/admission.js';
import { type AskedQuestion, checkAnswers, type CheckedAnswers } from './domain/answers.js';
import { type Hindrance } from './domain/places.js';
import {
  AdmissionBusy,
  AlreadyRegistered,
  InvitationRequired,
  QuotaFull,
  RegistrationClosed,
  SoldOut,
} from './domain/registration.errors.js';
import { type RegistrationSource } from './domain/registration-status.js';
import { type RegisterInput } from './inputs/registration.input.js';
import { InvitationsService } from './invitations.service.js';
import { RegistrationAccess } from './registration-access.js';

/** What a newcomer is told. */
export interface Admitted {
  id: string;
  reference: string;
  status: 'confirmed' | 'waitlisted' | 'pending';
  /** In line, from 1, for somebody on the waiting list. */
  position?: number;
  linkVersion: number;
}

/** What became of one of several. */
export type Outcome = Admitted | { refused: DomainError };

/** Where somebody comes from, and what that opens. */
export interface Origin {
  source?: RegistrationSource;
  /** The token of an invitation. */
  invitation?: string;
  /** Somebody who may has put them in: neither the window nor an invitation is asked for, nor an answer. The counters hold. */
  asOrganiser?: boolean;
}

/** Somebody who wants a place. */
export interface Applicant extends Origin {
  actor: Actor;
  input: RegisterInput;
  /** The language of the request, for those who name none. */
  negotiated: Locale | null;
}

/** A registration about to be written. */
interface Entry extends CheckedAnswers {
  id: string;
  reference: string;
  applicant: Applicant;
  emailKey: string;
  institutionId: string | null;
  invitationId: string | null;
  status: Admitted['status'];
  position?: number;
}

/** What everybody in a group has in common. */
interface Round {
  tx: Tx;
  desk: Desk;
  facts: Facts;
  /** Registrations that there are, by their addresses. */
  known: ReadonlyMap<string, string>;
}

/**
 * Admits people to an edition: those who come at the same time together, in one transaction, each with their own answer.
 * Registration, counters, audit, confirmation and planned reminders stand or fall together.
 */
@Injectable()
export class Admissions {
  private readonly lanes = new AdmissionLanes<Applicant, Outcome | 'repeated'>((key, group) => this.group(key, group));

  constructor(
    private readonly database: Database,
    private readonly desk: AdmissionDesk,
    private readonly facts: AdmissionFacts,
    private readonly invitations: InvitationsService,
    private readonly access: RegistrationAccess,
  ) {}

  /** @throws NotFound, RegistrationClosed, SoldOut, QuotaFull, AlreadyRegistered, InvitationRequired, InvitationUsed, InvalidInput, AdmissionBusy */
  async one(editionKey: string, applicant: Applicant): Promise<Admitted> {
    const outcome = await this.lanes.enter(editionKey, applicant);
    if (outcome === 'repeated') throw new AlreadyRegistered();
    if ('refused' in outcome) throw outcome.refused;
    return outcome;
  }

  /** Several in the caller's transaction, which may still throw it all away. @throws NotFound, RegistrationClosed */
  async within(tx: Tx, editionKey: string, applicants: readonly Applicant[]): Promise<Outcome[]> {
    const facts = await this.factsFor(editionKey, applicants, tx);
    const outcomes = await this.access.withInstitution(this.admit(tx, facts, applicants));
    return outcomes.map((outcome) => (outcome === 'repeated' ? { refused: new AlreadyRegistered() } : outcome));
  }

  /** What is asked in an edition now. */
  questionsOf(editionId: string): Promise<readonly AskedQuestion[]> {
    return this.facts.questions(editionId);
  }

  /** A group of a lane. What breaks the group's transaction for one must not break it for the others. */
  private async group(editionKey: string, group: Applicant[]): Promise<{ value: Outcome | 'repeated' }[]> {
    const facts = await this.factsFor(editionKey, group);
    try {
      const outcomes = await this.database.transaction((tx) => this.admit(tx, facts, group));
      return outcomes.map((value) => ({ value }));
    } catch (error) {
      if (error instanceof AdmissionBusy || isLostConnection(error)) throw error;
      if (group.length === 1) return [await this.broken(error)];
    }
    const answers: { value: Outcome | 'repeated' }[] = [];
    for (const applicant of group) answers.push(...(await this.group(editionKey, [applicant])));
    return answers;
  }

  /** The broken constraint as an error of the domain, if it is one. */
  private async broken(error: unknown): Promise<{ value: Outcome }> {
    try {
      return await this.access.withInstitution(Promise.reject(error as Error));
    } catch (translated) {
      if (translated instanceof DomainError) return { value: { refused: translated } };
      throw translated;
    }
  }

  private async factsFor(editionKey: string, applicants: readonly Applicant[], tx?: Tx): Promise<Facts> {
    const slugs = applicants.flatMap(({ input }) => (input.institution ? [input.institution] : []));
    const facts = await this.facts.of(editionKey, [...new Set(slugs)], tx);
    if (!facts) throw new NotFound('The edition');
    // An edition that is not public must not be found out, and says the same as one that is closed.
    if (facts.edition.status === 'draft') throw new RegistrationClosed();
    return facts;
  }

  private async admit(tx: Tx, facts: Facts, applicants: readonly Applicant[]): Promise<(Outcome | 'repeated')[]> {
    const desk = await this.desk.open(tx, facts.edition.id);
    const keys = applicants.map(({ input }) => normaliseEmail(input.email));
    const known = await registeredAs(tx, desk.edition.id, keys);
    const round = { tx, desk, facts, known };
    const entries: Entry[] = [];
    const outcomes: (Outcome | 'repeated')[] = [];
    for (const [index, applicant] of applicants.entries()) {
      const outcome = await this.decide(round, applicant, keys[index]!);
      if (outcome === 'repeated') desk.repeated.add(known.get(keys[index]!)!);
      if (typeof outcome === 'object' && 'applicant' in outcome) {
        known.set(outcome.emailKey, outcome.id);
        entries.push(outcome);
      }
      outcomes.push(typeof outcome === 'object' && 'applicant' in outcome ? admitted(outcome) : outcome);
    }
    if (entries.length > 0) await this.write(tx, desk, entries);
    await this.desk.close(tx, desk);
    return outcomes;
  }

  private async decide(
    { tx, desk, facts, known }: Round,
    applicant: Applicant,
    emailKey: string,
  ): Promise<Entry | { refused: DomainError } | 'repeated'> {
    const { input, asOrganiser } = applicant;
    try {
      const category = desk.categories.get(input.category);
      if (!category) throw this.access.unknownCategory();
      const institutionId = input.institution ? (facts.institutions.get(input.institution) ?? null) : null;
      if (input.institution && institutionId === null) {
        throw InvalidInput.at('institution', 'unknown-institution', `There is no institution “${input.institution}”.`);
      }
      const hours = asOrganiser ? { opensAt: null, closesAt: null } : category;
      if (windowState({ ...desk.edition, ...pickHours(hours) }, this.desk.now()) !== 'open')
        throw new RegistrationClosed();
      if (known.has(emailKey)) return 'repeated';
      if (category.invitationOnly && !applicant.invitation && !asOrganiser) throw new InvitationRequired();
      const checked =
        asOrganiser && !input.answers
          ? { answers: {}, versions: {}, files: [] }
          : checkAnswers(facts.questions, category.id, input.answers ?? {});
      const outcome = newcomer(category, institutionId, desk.places);
      if (outcome.status === 'refused') throw refusal(outcome.because);
      const target = { editionId: desk.edition.id, categoryId: category.id, emailKey };
      const invitation = applicant.invitation
        ? await this.invitations.use(tx, applicant.invitation, target, applicant.actor)
        : null;
      // Nothing below may fail: the place is given.
      const position = outcome.status === 'waitlisted' ? desk.places.wait(category.id) : undefined;
      if (outcome.status === 'confirmed') desk.places.take(category.id, institutionId);
      return {
        ...checked,
        ...{ id: newId(), reference: newReference(), applicant, emailKey, institutionId, position },
        invitationId: invitation?.id ?? null,
        status: outcome.status,
      };
    } catch (error) {
      if (error instanceof DomainError) return { refused: error };
      throw error;
    }
  }

  private async write(tx: Tx, desk: Desk, entries: readonly Entry[]): Promise<void> {
    const now = this.desk.now();
    await tx.prepared(INSERT, [desk.edition.id, now, JSON.stringify(entries.map((entry) => rowOf(entry, desk)))]);
    await claimFiles(
      tx,
      entries.filter(({ files }) => files.length > 0).map(({ id, files }) => ({ registrationId: id, files })),
    );
    for (const { id, status } of entries) {
      desk.moves.push({ registrationId: id, version: 1, from: null, to: status, why: 'registered' });
    }
    await this.access.recordAll(
      tx,
      entries.map(({ id, applicant, reference, status }) => ({
        actor: applicant.actor,
        action: 'registration.register',
        registration: { id, editionId: desk.edition.id, version: 1 },
        after: { reference, category: applicant.input.category, status },
      })),
    );
  }
}

const pickHours = ({ opensAt, closesAt }: { opensAt: Date | null; closesAt: Date | null }) => ({ opensAt, closesAt });

function refusal(because: Hindrance): DomainError {
  if (because === 'sold-out') return new SoldOut();
  if (because === 'quota-full') return new QuotaFull();
  return InvalidInput.at(
    'institution',
    'institution-required',
    'Choose your institution: places are given by institution.',
  );
}

function admitted({ id, reference, status, position }: Entry): Admitted {
  return { id, reference, status, ...(position === undefined ? {} : { position }), linkVersion: 1 };
}

async function registeredAs(tx: Tx, editionId: string, emailKeys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.prepared<{ id: string; key: string }>(
    // One address after the other: for the unique index there is no better way, whatever the table looked like when this was planned.
    `SELECT known.id, wanted.key FROM unnest($2::text[]) AS wanted (key) CROSS JOIN LATERAL (
       SELECT id FROM registration r
       WHERE r.edition_id = $1 AND r.email_key = wanted.key AND r.status <> 'cancelled' OFFSET 0) AS known`,
    [editionId, emailKeys],
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

function rowOf(entry: Entry, { edition }: Desk): object {
  const { input, negotiated, source } = entry.applicant;
  return {
    id: entry.id,
    category_id: input.category,
    reference: entry.reference,
    email: input.email,
    email_key: entry.emailKey,
    name: input.name,
    native_name: input.nativeName ?? null,
    institution_id: entry.institutionId,
    affiliation: input.affiliation ?? null,
    country: input.country ?? null,
    time_zone: input.timeZone ?? null,
    locale: input.locale ?? negotiated ?? edition.languages[0] ?? 'en',
    status: entry.status,
    answers: entry.answers,
    answer_versions: entry.versions,
    invitation_id: entry.invitationId,
    source: source ?? 'form',
  };
}

/** In the order of the group, which is the order of `sequence` too. */
const INSERT = `
  INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, native_name, institution_id,
    affiliation, country, time_zone, locale, status, answers, answer_versions, invitation_id, source, consented_at,
    created_at, status_at, confirmed_at)
  SELECT id, $1::uuid, category_id, reference, email, email_key, name, native_name, institution_id,
    affiliation, country, time_zone, locale, status, answers, answer_versions, invitation_id, source, $2::timestamptz,
    $2, $2, CASE status WHEN 'confirmed' THEN $2 END
  FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (id uuid, category_id uuid, reference text, email text, email_key text,
    name text, native_name text, institution_id uuid, affiliation text, country text, time_zone text, locale text, status text,
    answers jsonb, answer_versions jsonb, invitation_id uuid, source text)) WITH ORDINALITY AS entry
  ORDER BY ordinality`;
