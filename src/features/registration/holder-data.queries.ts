import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { textIn } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { AnswerFiles } from './answer-files.js';
import { answerText } from './domain/answer-words.js';
import { answerWordsFor } from './export-table.js';
import { QuestionQueries } from './questions.queries.js';
import { type RegistrationDetails, RegistrationQueries } from './registration.queries.js';

/** Everything that is kept about one person's registration, as the person may have it (GDPR, articles 15 and 20). */
export interface HolderData {
  exportedAt: Date;
  registration: {
    id: string;
    reference: string;
    status: string;
    statusSince: Date;
    /** What the organisers have told the person. */
    message: string | null;
    category: { id: string; name: string; attendance: string };
    email: string;
    name: string;
    nativeName: string | null;
    institution: string | null;
    affiliation: string | null;
    country: string | null;
    timeZone: string | null;
    locale: string;
    source: string;
    reminders: boolean;
    consentedAt: Date;
    registeredAt: Date;
    confirmedAt: Date | null;
    offerExpiresAt: Date | null;
    cancelledAt: Date | null;
    checkedInAt: Date | null;
  };
  answers: {
    question: string;
    /** As it was asked when it was answered. */
    asked: string;
    kind: string;
    /** As people read it. */
    answer: string;
    /** As it is kept. */
    value: unknown;
  }[];
  files: { id: string; question: string; name: string; mediaType: string; size: number; sha256: string }[];
  checkIns: { at: Date; kind: string; outcome: string; reason: string | null }[];
  invitations: {
    kind: string;
    email: string;
    name: string | null;
    message: string | null;
    state: string;
    createdAt: Date;
    remindedAt: Date | null;
    answeredAt: Date | null;
    expiresAt: Date | null;
  }[];
}

/** What somebody may read of themselves. What reviewers have noted for each other is theirs. */
@Injectable()
export class HolderDataQueries {
  constructor(
    private readonly database: Database,
    private readonly registrations: RegistrationQueries,
    private readonly questions: QuestionQueries,
    private readonly files: AnswerFiles,
    private readonly clock: Clock,
  ) {}

  /** For the holder, or whoever may see the registration. @throws NotFound */
  async of(actor: Actor, id: string): Promise<HolderData> {
    const registration = await this.registrations.byId(actor, id);
    const [answered, files, checkIns, more] = await Promise.all([
      this.questions.answered(registration),
      this.files.filesOf(id),
      this.database.query<HolderData['checkIns'][number]>(
        `SELECT scanned_at AS at, kind, outcome, reason FROM check_in_scan WHERE registration_id = $1 ORDER BY scanned_at, id`,
        [id],
      ),
      this.invitationsAndConsent(id),
    ]);
    const names = new Map(files.map((file) => [file.id, file.name]));
    const words = answerWordsFor(registration.locale, names);
    return {
      exportedAt: this.clock.now(),
      registration: plainly(registration, more.consentedAt),
      answers: answered.map((one) => ({
        question: one.question.id,
        asked: textIn(one.question.label, registration.locale),
        kind: one.question.kind,
        answer: answerText(one, words),
        value: one.value,
      })),
      files,
      checkIns,
      invitations: more.invitations,
    };
  }

  private async invitationsAndConsent(id: string) {
    const [row] = await this.database.query<{ consentedAt: Date; editionId: string; emailKey: string }>(
      `SELECT consented_at AS "consentedAt", edition_id AS "editionId", email_key AS "emailKey" FROM registration WHERE id = $1`,
      [id],
    );
    const invitations = await this.database.query<HolderData['invitations'][number]>(
      `SELECT kind, email, name, message, state, created_at AS "createdAt", reminded_at AS "remindedAt",
         answered_at AS "answeredAt", expires_at AS "expiresAt"
       FROM invitation WHERE edition_id = $2 AND (email_key = $3
         OR (kind = 'person' AND id = (SELECT invitation_id FROM registration WHERE id = $1))) ORDER BY id`,
      [id, row!.editionId, row!.emailKey],
    );
    return { consentedAt: row!.consentedAt, invitations };
  }
}

function plainly(registration: RegistrationDetails, consentedAt: Date): HolderData['registration'] {
  const { id, reference, status, email, name, nativeName, affiliation, country, timeZone, locale, source } =
    registration;
  const { category, institution } = registration;
  return {
    id,
    reference,
    status,
    statusSince: registration.statusAt,
    message: registration.statusNote,
    category: { ...category, name: textIn(category.name, locale) },
    email,
    name,
    nativeName,
    institution: institution && textIn(institution.name, locale),
    affiliation,
    country,
    timeZone,
    locale,
    source,
    reminders: registration.unsubscribedAt === null,
    consentedAt,
    registeredAt: registration.createdAt,
    confirmedAt: registration.confirmedAt,
    offerExpiresAt: registration.offerExpiresAt,
    cancelledAt: registration.cancelledAt,
    checkedInAt: registration.checkedInAt,
  };
}
