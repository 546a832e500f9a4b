import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, scopeOfEdition } from '../editions/index.js';
import { type DeliveryKind, type DeliveryState } from './domain/delivery.js';
import { type Audience, type DeliveryFilter } from './inputs/reminder-rule.input.js';
import { MailComposer } from './mail-composer.js';
import { PersonalLinks } from './personal-links.js';
import { messageIdOf } from './mail-writer.js';
import { FROM_AUDIENCE } from './planning-sql.js';

export interface DeliveryDetails {
  id: string;
  kind: DeliveryKind;
  /** Whose mail it is; an invitation to somebody without a name goes by the address. */
  recipient: { name: string; email: string };
  /** Null: it goes to somebody who is invited. */
  registration: string | null;
  invitation: string | null;
  rule: string | null;
  /** Null: the reminder waits for a date. */
  dueAt: Date | null;
  state: DeliveryState;
  attempts: number;
  sentAt: Date | null;
  /** As in the header, in angle brackets. */
  messageId: string;
  /** Why it is in this state: the server's words, or a code such as `unsubscribed`. */
  reason: string | null;
}

export interface ReminderRuleDetails {
  id: string;
  anchor: 'edition_start';
  offset: string;
  at: string | null;
  dueAt: Date | null;
  audience: Audience;
  subject: LocalisedText | null;
  body: LocalisedText | null;
  latePolicy: 'send' | 'skip';
  enabled: boolean;
  version: number;
  /** Its deliveries, counted by state. */
  counts: Partial<Record<DeliveryState, number>>;
}

export interface ReminderPreview {
  recipients: number;
  samples: { locale: Locale; timeZone: string; subject: string; text: string; html: string }[];
}

type DeliveryRow = Omit<DeliveryDetails, 'messageId'> & { editionId: string; seriesId: string };

const SELECT_DELIVERY = `
  SELECT d.id, d.kind, d.registration_id AS registration, d.invitation_id AS invitation, d.rule_id AS rule,
    json_build_object('name', coalesce(r.name, v.name, v.email), 'email', coalesce(r.email, v.email)) AS recipient,
    coalesce(d.due_at, rule.due_at) AS "dueAt", d.state, d.attempts, d.sent_at AS "sentAt",
    coalesce(d.reason, d.response) AS reason, d.edition_id AS "editionId", e.series_id AS "seriesId"
  FROM delivery d JOIN edition e ON e.id = d.edition_id LEFT JOIN registration r ON r.id = d.registration_id
    LEFT JOIN invitation v ON v.id = d.invitation_id LEFT JOIN reminder_rule rule ON rule.id = d.rule_id`;

const SELECT_RULE = `
  SELECT rule.id, rule.anchor, rule.offset_text AS offset, rule.at_time AS at, rule.due_at AS "dueAt", rule.audience,
    rule.subject, rule.body, rule.late_policy AS "latePolicy", rule.enabled, rule.version,
    coalesce((SELECT json_object_agg(state, count) FROM (SELECT state, count(*)::int AS count FROM delivery
      WHERE rule_id = rule.id GROUP BY state) AS counted), '{}') AS counts
  FROM reminder_rule rule`;

/** How many sample mails a preview shows at the most. */
const SAMPLES = 3;

/** Reads of rules and deliveries. */
@Injectable()
export class MessagingQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly composer: MailComposer,
    private readonly links: PersonalLinks,
  ) {}

  /** An edition's deliveries, in the order in which they were planned. */
  async deliveries(actor: Actor, edition: EditionDetails, filter: DeliveryFilter): Promise<Page<DeliveryDetails>> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<DeliveryRow>(
      `${SELECT_DELIVERY} WHERE d.edition_id = $1 AND ($2::uuid IS NULL OR d.id > $2)
         AND ($3::uuid IS NULL OR d.registration_id = $3) AND ($4::uuid IS NULL OR d.rule_id = $4)
         AND ($5::text IS NULL OR d.state = $5)
       ORDER BY d.id LIMIT $6`,
      [
        edition.id,
        filter.cursor ?? null,
        filter.registration ?? null,
        filter.rule ?? null,
        filter.state ?? null,
        filter.limit + 1,
      ],
    );
    return pageOf(
      rows.map((row) => this.toDetails(row)),
      filter.limit,
      (last) => last.id,
    );
  }

  /** @throws NotFound */
  async delivery(actor: Actor, id: string): Promise<DeliveryDetails> {
    const [row] = await this.database.query<DeliveryRow>(`${SELECT_DELIVERY} WHERE d.id = $1`, [id]);
    if (!row) throw new NotFound('The delivery');
    this.accounts.authorize(actor, 'delivery.view', scopeOfEdition(row.seriesId, row.editionId));
    return this.toDetails(row);
  }

  async summary(actor: Actor, edition: EditionDetails): Promise<Partial<Record<DeliveryState, number>>> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<{ state: DeliveryState; count: number }>(
      'SELECT state, count(*)::int AS count FROM delivery WHERE edition_id = $1 GROUP BY state',
      [edition.id],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  }

  /** The deliveries of one kind, counted by state. */
  async summaryOfKind(
    actor: Actor,
    edition: EditionDetails,
    kind: DeliveryKind,
  ): Promise<Partial<Record<DeliveryState, number>>> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<{ state: DeliveryState; count: number }>(
      'SELECT state, count(*)::int AS count FROM delivery WHERE edition_id = $1 AND kind = $2 GROUP BY state',
      [edition.id, kind],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  }

  /** How many mails are planned, for a list of editions: those that the actor may see, by the edition's id. */
  async plannedOf(actor: Actor, editions: readonly EditionDetails[]): Promise<Map<string, number>> {
    const visible = editions.filter(({ scope }) => this.accounts.may(actor, 'delivery.view', scope));
    const rows = await this.database.query<{ id: string; count: number }>(
      `SELECT edition_id AS id, count(*)::int AS count FROM delivery
       WHERE edition_id = ANY ($1::uuid[]) AND state = 'planned' GROUP BY edition_id`,
      [visible.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  /** The latest mails that have not arrived, or of which nobody knows whether they have, newest first. */
  async problems(actor: Actor, edition: EditionDetails, limit: number): Promise<DeliveryDetails[]> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<DeliveryRow>(
      `${SELECT_DELIVERY} WHERE d.edition_id = $1 AND d.state IN ('failed', 'bounced', 'uncertain')
       ORDER BY d.id DESC LIMIT $2`,
      [edition.id, limit],
    );
    return rows.map((row) => this.toDetails(row));
  }

  /** How many people each rule of an edition would reach now, by the rule's id. A rule that reaches nobody is left out. */
  async audienceSizes(actor: Actor, edition: EditionDetails): Promise<Map<string, number>> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<{ id: string; count: number }>(
      `SELECT rule.id, count(*)::int AS count ${FROM_AUDIENCE} AND rule.edition_id = $1 GROUP BY rule.id`,
      [edition.id],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  /** Which of these editions have a reminder that is turned on. Tells nothing of it, so it asks for no permission. */
  async withReminder(editionIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT DISTINCT edition_id AS id FROM reminder_rule WHERE edition_id = ANY ($1::uuid[]) AND enabled',
      [editionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The reminder that is due next, for a list of editions: those that the actor may see, by the edition's id. */
  async nextReminders(
    actor: Actor,
    editions: readonly EditionDetails[],
  ): Promise<Map<string, { offset: string; dueAt: Date }>> {
    const visible = editions.filter(({ scope }) => this.accounts.may(actor, 'delivery.view', scope));
    const rows = await this.database.query<{ id: string; offset: string; dueAt: Date }>(
      `SELECT DISTINCT ON (edition_id) edition_id AS id, offset_text AS offset, due_at AS "dueAt" FROM reminder_rule
       WHERE edition_id = ANY ($1::uuid[]) AND enabled AND due_at > now() ORDER BY edition_id, due_at, id`,
      [visible.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, ...next }) => [id, next]));
  }

  /** In the order in which they were made. */
  async rules(actor: Actor, edition: EditionDetails, page: PageRequest): Promise<Page<ReminderRuleDetails>> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const rows = await this.database.query<ReminderRuleDetails>(
      `${SELECT_RULE} WHERE rule.edition_id = $1 AND ($2::uuid IS NULL OR rule.id > $2) ORDER BY rule.id LIMIT $3`,
      [edition.id, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async rule(actor: Actor, edition: EditionDetails, id: string): Promise<ReminderRuleDetails> {
    this.accounts.authorize(actor, 'delivery.view', edition.scope);
    const [row] = await this.database.query<ReminderRuleDetails>(
      `${SELECT_RULE} WHERE rule.edition_id = $1 AND rule.id = $2`,
      [edition.id, id],
    );
    if (!row) throw new NotFound('The reminder rule');
    return row;
  }

  /** What a rule would send now: to how many, and as real recipients in different languages and zones would see it. */
  async preview(actor: Actor, edition: EditionDetails, id: string): Promise<ReminderPreview> {
    const rule = await this.rule(actor, edition, id);
    const [size] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count ${FROM_AUDIENCE} AND rule.id = $1`,
      [id],
    );
    const people = await this.database.query<{ id: string }>(
      `SELECT DISTINCT ON (r.locale) r.id ${FROM_AUDIENCE} AND rule.id = $1 ORDER BY r.locale, r.id LIMIT ${SAMPLES}`,
      [id],
    );
    const samples = await Promise.all(
      people.map(async (person) => {
        const facts = await this.composer.facts(person.id);
        const mail = await this.composer.compose('reminder', 'preview', facts, rule);
        const { registration } = facts;
        const timeZone = registration.timeZone ?? registration.institution?.timeZone ?? edition.timeZone ?? 'UTC';
        return { locale: registration.locale, timeZone, subject: mail.subject, text: mail.text, html: mail.html };
      }),
    );
    return { recipients: size!.count, samples };
  }

  /** Seconds by which the oldest due delivery is late; 0 when none is. For health and metrics. */
  async oldestDueSeconds(): Promise<number> {
    const [row] = await this.database.query<{ seconds: number }>(
      `SELECT coalesce(extract(epoch FROM now() - least(
         (SELECT min(due_at) FROM delivery WHERE state = 'planned' AND due_at <= now()),
         (SELECT min(rule.due_at) FROM reminder_rule rule WHERE rule.enabled AND NOT rule.settled AND rule.due_at <= now()
           AND EXISTS (SELECT 1 FROM delivery d WHERE d.rule_id = rule.id AND d.state = 'planned' AND d.due_at IS NULL))
       )), 0)::float AS seconds`,
    );
    return row!.seconds;
  }

  private toDetails({ editionId: _, seriesId: __, ...row }: DeliveryRow): DeliveryDetails {
    return { ...row, messageId: messageIdOf(row.id, this.links.mailDomain) };
  }
}
