import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { AuditService } from '../audit/index.js';
import { InstitutionMerged } from '../institutions/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { mergeQuotas } from './quotas.js';

/** When one of two records of an institution goes, those who registered from it come from the other one. */
@Injectable()
export class MergedInstitutions implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly audit: AuditService,
    private readonly desk: AdmissionDesk,
  ) {}

  onModuleInit(): void {
    this.events.on(InstitutionMerged, async (tx, { actor, fromId, fromSlug, intoId, intoSlug }) => {
      // Quotas change only under the lock of their edition's categories, and locks come before rows.
      const editions = await tx.query<{ id: string }>(
        `SELECT DISTINCT c.edition_id AS id FROM category_quota q JOIN category c ON c.id = q.category_id
         WHERE q.institution_id = $1 ORDER BY 1`,
        [fromId],
      );
      for (const { id } of editions) await this.desk.open(tx, id);
      await mergeQuotas(tx, fromId, intoId);
      await tx.query('UPDATE invitation SET institution_id = $2 WHERE institution_id = $1', [fromId, intoId]);
      const [moved] = await tx.query<{ count: number }>(
        `WITH moved AS (
           UPDATE registration SET institution_id = $2, version = version + 1 WHERE institution_id = $1 RETURNING 1)
         SELECT count(*)::int AS count FROM moved`,
        [fromId, intoId],
      );
      for (const { id } of editions) await this.desk.settle(tx, id);
      if (!moved?.count) return;
      await this.audit.record(tx, actor, {
        action: 'institution.merge-registrations',
        object: { kind: 'institution', id: intoId },
        before: { institution: fromSlug },
        after: { institution: intoSlug, registrations: moved.count },
      });
    });
  }
}
