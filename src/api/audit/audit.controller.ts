import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditService } from '../../features/audit/index.js';
import { EditionQueries } from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { pageRequest, slug } from '../../platform/input/fields.js';
import { Answers, InstantView, pageView } from '../answers.js';

const AuditQuery = pageRequest.extend({ edition: slug.optional() });

const AuditEntryView = z
  .object({
    id: z.string(),
    at: InstantView,
    actor: z.object({
      kind: z.string(),
      id: z.string().nullable(),
      name: z.string().nullable(),
      ip: z.string().nullable(),
    }),
    action: z.string(),
    object: z.object({ kind: z.string(), id: z.string() }),
    before: z.looseObject({}).nullable(),
    after: z.looseObject({}).nullable(),
  })
  .meta({ id: 'AuditEntry' });

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
  ) {}

  /** Who did what, newest first. */
  @Get()
  @Answers(200, pageView(AuditEntryView), 'One page of the trail.')
  async list(@CurrentActor() actor: Actor, @Query({ schema: AuditQuery }) query: z.output<typeof AuditQuery>) {
    const edition = query.edition === undefined ? null : await this.editions.byKey(actor, query.edition);
    return this.audit.list(actor, edition, query);
  }
}
