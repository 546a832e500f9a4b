import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AuditService } from '../audit/index.js';
import { InstitutionMerged } from '../institutions/index.js';
import { mergedMembers, type MemberSpan } from './domain/merged-members.js';

/** When one of two records of an institution goes, its memberships and its parts in editions become the other one's. */
@Injectable()
export class MergedInstitutions implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(InstitutionMerged, async (tx, merge) => {
      await this.moveMemberships(tx, merge);
      await this.moveRoles(tx, merge);
    });
  }

  private async moveMemberships(tx: Tx, { actor, fromId, fromSlug, intoId, intoSlug }: InstitutionMerged) {
    const rows = await tx.query<MemberSpan & { institutionId: string }>(
      `SELECT id, series_id AS "seriesId", institution_id AS "institutionId", role, founding, since, until, position
       FROM series_member WHERE institution_id = ANY($1) ORDER BY id FOR UPDATE`,
      [[fromId, intoId]],
    );
    const other = rows.filter(({ institutionId }) => institutionId === fromId);
    if (other.length === 0) return;
    const own = rows.filter(({ institutionId }) => institutionId === intoId);
    const { stay, goIds } = mergedMembers(own, other);
    await tx.query('DELETE FROM series_member WHERE id = ANY($1)', [goIds]);
    await tx.query(
      `UPDATE series_member m SET institution_id = $1, founding = merged.founding, since = merged.since, until = merged.until,
         position = merged.position, version = m.version + 1
       FROM jsonb_to_recordset($2::jsonb)
         AS merged (id uuid, founding boolean, since integer, until integer, position integer)
       WHERE m.id = merged.id AND (m.institution_id, m.founding, m.since, m.until, m.position)
         IS DISTINCT FROM ($1::uuid, merged.founding, merged.since, merged.until, merged.position)`,
      [intoId, JSON.stringify(stay)],
    );
    for (const seriesId of new Set(other.map((row) => row.seriesId))) {
      const spans = (all: MemberSpan[]) =>
        all
          .filter((row) => row.seriesId === seriesId)
          .map(({ role, founding, since, until }) => ({ role, founding, since, until }));
      await this.audit.record(tx, actor, {
        action: 'series.merge-member',
        object: { kind: 'series', id: seriesId },
        before: { [fromSlug]: spans(other), [intoSlug]: spans(own) },
        after: { [intoSlug]: spans(stay) },
      });
    }
  }

  /** One role in one edition is held once. */
  private async moveRoles(tx: Tx, { actor, fromId, fromSlug, intoId, intoSlug }: InstitutionMerged) {
    // In one order, as everybody locks editions who locks several.
    await tx.query(
      `SELECT 1 FROM edition WHERE id IN (SELECT edition_id FROM edition_institution WHERE institution_id = $1)
       ORDER BY id FOR UPDATE`,
      [fromId],
    );
    const moved = await tx.query<{ editionId: string; version: number; roles: string[] }>(
      `WITH gone AS (DELETE FROM edition_institution WHERE institution_id = $1 RETURNING edition_id, role, position),
       taken AS (
         INSERT INTO edition_institution (edition_id, institution_id, role, position)
         SELECT edition_id, $2, role, position FROM gone
         ON CONFLICT (edition_id, institution_id, role)
           DO UPDATE SET position = least(edition_institution.position, excluded.position))
       UPDATE edition e SET version = e.version + 1, updated_at = $3
       FROM (SELECT edition_id, json_agg(role ORDER BY position) AS roles FROM gone GROUP BY edition_id) held
       WHERE e.id = held.edition_id RETURNING e.id AS "editionId", e.version, held.roles`,
      [fromId, intoId, this.clock.now()],
    );
    for (const { editionId, version, roles } of moved) {
      await this.audit.record(tx, actor, {
        action: 'edition.merge-institution',
        object: { kind: 'edition', id: editionId },
        editionId,
        version,
        before: { institution: fromSlug, roles },
        after: { institution: intoSlug },
      });
    }
  }
}
