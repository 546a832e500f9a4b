import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { TrailQueries, type TrailSubjects } from '../../features/editions/index.js';
import { type AuditEntryView as Entry } from '../../features/audit/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { pageRequest, slug } from '../../platform/input/fields.js';
import { Answers, InstantView, pageView } from '../answers.js';

const instant = z.iso
  .datetime({ offset: true, error: 'Use an instant such as 2027-05-20T09:00:00+08:00.' })
  .transform((text) => new Date(text));

const AuditQuery = pageRequest.extend({
  edition: slug.optional().describe('What happened in this edition, by its key.'),
  person: z.uuid().optional().describe('What this account did, or the holder of this registration.'),
  object: z
    .string()
    .regex(/^[a-z-]{1,40}:[\w-]{1,100}$/, 'Use kind and id, e.g. series:0197a3c0-….')
    .transform((text) => ({ kind: text.slice(0, text.indexOf(':')), id: text.slice(text.indexOf(':') + 1) }))
    .optional()
    .describe('What happened to this object: its kind and its id with a colon between.'),
  action: z.string().max(80).optional().describe('Only this, e.g. edition.publish.'),
  from: instant.optional().describe('From this instant on.'),
  to: instant.optional().describe('Before this instant.'),
});

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
    edition: z.string().nullable().describe('The key of the edition that it was about; null also when that is gone.'),
    version: z.int().nullable().describe('The object’s version afterwards.'),
    before: z.looseObject({}).nullable().describe('What was replaced, without secrets and private answers.'),
    after: z.looseObject({}).nullable(),
  })
  .meta({ id: 'AuditEntry' });

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly trail: TrailQueries) {}

  /** Who did what, newest first: everything for administrators, their own editions and series for organisers. */
  @Get()
  @Answers(200, pageView(AuditEntryView), 'One page of the trail.')
  async list(@CurrentActor() actor: Actor, @Query({ schema: AuditQuery }) query: z.output<typeof AuditQuery>) {
    const { limit, cursor, ...filter } = query;
    const { items, next } = await this.trail.list(actor, filter, { limit, cursor });
    const { editions } = await this.trail.subjectsOf(items);
    return { items: items.map((entry) => viewOf(entry, editions)), next };
  }
}

function viewOf({ editionId, ...entry }: Entry, editions: TrailSubjects['editions']) {
  return { ...entry, edition: (editionId && editions.get(editionId)?.key) || null };
}
