import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { InstitutionMerged } from '../institutions/index.js';
import { PlanningService } from './planning.service.js';

/** When one of two records of an institution goes, reminders for its people are for the people of the other one. */
@Injectable()
export class MergedInstitutions implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly planning: PlanningService,
  ) {}

  onModuleInit(): void {
    // Heard after the registrations have moved, because features above the publisher hear in the order of the ladder.
    this.events.on(InstitutionMerged, async (tx, { fromSlug, intoSlug }) => {
      await renameInAudiences(tx, fromSlug, intoSlug);
      const toCome = await tx.query<{ id: string }>(
        `SELECT id FROM reminder_rule WHERE audience->'institutions' ? $1 AND (due_at > now()) IS NOT FALSE ORDER BY id`,
        [intoSlug],
      );
      // Nobody leaves an audience by this; whoever now belongs to one gets what is still to come.
      for (const { id } of toCome) await this.planning.planRule(tx, id);
    });
  }
}

async function renameInAudiences(tx: Tx, fromSlug: string, intoSlug: string): Promise<void> {
  await tx.query(
    `UPDATE reminder_rule SET version = version + 1, audience = jsonb_set(audience, '{institutions}',
       (SELECT jsonb_agg(DISTINCT CASE slug WHEN $1::text THEN $2::text ELSE slug END)
        FROM jsonb_array_elements_text(audience->'institutions') AS slug))
     WHERE audience->'institutions' ? $1::text`,
    [fromSlug, intoSlug],
  );
}
