import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { parseDuration } from '../../kernel/duration.js';
import { asLocalised, type Locale, type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { isWholeDays } from './domain/due.js';
import { ReminderRule } from './entities/reminder-rule.entity.js';
import { type CreateReminderRuleInput, type UpdateReminderRuleInput } from './inputs/reminder-rule.input.js';
import { PlanningService } from './planning.service.js';
import { ReminderAccess } from './reminder-access.js';

/** The reminders of an edition. What they will send stands in the deliveries the moment they are made. */
@Injectable()
export class ReminderRulesService {
  constructor(
    private readonly database: Database,
    private readonly access: ReminderAccess,
    private readonly planning: PlanningService,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async create(actor: Actor, editionKey: string, input: CreateReminderRuleInput): Promise<string> {
    const edition = await this.access.edition(actor, editionKey);
    return this.database.transaction(async (tx) => {
      await holdRegistrations(tx, edition.id);
      const { subject: _, body: __, ...plain } = input;
      const rule = tx.manager.create(ReminderRule, {
        ...plain,
        ...textsOf(input, edition),
        id: newId(),
        editionId: edition.id,
        settled: false,
        round: 1,
        version: 1,
        createdAt: this.clock.now(),
      });
      rule.dueAt = await this.planning.dueOf(tx, rule);
      await tx.manager.insert(ReminderRule, rule);
      await this.planning.planRule(tx, rule.id);
      await this.access.record(tx, actor, 'reminder-rule.create', rule, { after: input });
      return rule.id;
    });
  }

  /** What is not sent yet is planned anew; what is sent stays sent. @throws NotFound, StaleVersion */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateReminderRuleInput,
    version?: number,
  ): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    await this.database.transaction(async (tx) => {
      await holdRegistrations(tx, edition.id);
      const rule = await this.locked(tx, edition, id);
      expectVersion(rule, version);
      const before = partOf(rule, input);
      Object.assign(rule, input, textsOf(input, edition), { version: rule.version + 1, settled: false });
      assertSensible(rule);
      rule.dueAt = await this.planning.dueOf(tx, rule);
      await tx.manager.save(rule);
      await this.planning.unplanRule(tx, id);
      await this.planning.planRule(tx, id);
      await this.access.record(tx, actor, 'reminder-rule.update', rule, { before, after: input });
    });
  }

  /** What it has sent stays on record. @throws NotFound, StaleVersion */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.access.edition(actor, editionKey);
    await this.database.transaction(async (tx) => {
      const rule = await this.locked(tx, edition, id);
      expectVersion(rule, version);
      await this.planning.unplanRule(tx, id);
      await tx.query(
        'UPDATE delivery SET due_at = coalesce(due_at, $2, created_at), rule_id = NULL WHERE rule_id = $1',
        [id, rule.dueAt],
      );
      await tx.manager.delete(ReminderRule, { id });
      await this.access.record(tx, actor, 'reminder-rule.delete', rule, { before: rule });
    });
  }

  private async locked(tx: Tx, edition: EditionDetails, id: string): Promise<ReminderRule> {
    const rule = await tx.manager.findOne(ReminderRule, {
      where: { id, editionId: edition.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!rule) throw new NotFound('The reminder rule');
    return rule;
  }
}

/**
 * Waits for registrations under way and holds new ones until the commit: a rule and a registration that did not see each
 * other would leave somebody without a reminder. Conflicts with the foreign-key lock that a new registration takes.
 */
async function holdRegistrations(tx: Tx, editionId: string): Promise<void> {
  await tx.query('SELECT 1 FROM edition WHERE id = $1 FOR UPDATE', [editionId]);
}

/** What the input's own check cannot see when only one of the two is changed. @throws InvalidInput */
function assertSensible({ offset, at }: ReminderRule): void {
  if (at === null || isWholeDays(parseDuration(offset)!)) return;
  throw InvalidInput.at('at', 'invalid-value', 'A time of day goes with whole days only, such as -P1D.');
}

function textsOf(
  input: { subject?: string | LocalisedText | null; body?: string | LocalisedText | null },
  edition: EditionDetails,
): Partial<Pick<ReminderRule, 'subject' | 'body'>> {
  const first: Locale = edition.languages[0] ?? 'en';
  const read = (text: string | LocalisedText | null) => (text === null ? null : asLocalised(text, first));
  return {
    ...(input.subject === undefined ? {} : { subject: read(input.subject) }),
    ...(input.body === undefined ? {} : { body: read(input.body) }),
  };
}
