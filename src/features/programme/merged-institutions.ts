import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { AuditService } from '../audit/index.js';
import { InstitutionMerged } from '../institutions/index.js';

/** When one of two records of an institution goes, its speakers come from the other one. Releases keep what they froze. */
@Injectable()
export class MergedInstitutions implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.events.on(InstitutionMerged, async (tx, { actor, fromId, fromSlug, intoId, intoSlug }) => {
      const [moved] = await tx.query<{ count: number }>(
        `WITH moved AS (UPDATE speaker SET institution_id = $2, version = version + 1 WHERE institution_id = $1 RETURNING 1)
         SELECT count(*)::int AS count FROM moved`,
        [fromId, intoId],
      );
      if (!moved?.count) return;
      await this.audit.record(tx, actor, {
        action: 'institution.merge-speakers',
        object: { kind: 'institution', id: intoId },
        before: { institution: fromSlug },
        after: { institution: intoSlug, speakers: moved.count },
      });
    });
  }
}
