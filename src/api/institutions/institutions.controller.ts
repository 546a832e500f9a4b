import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type z } from 'zod';
import {
  CreateInstitutionInput,
  InstitutionQueries,
  InstitutionsService,
  MergeInstitutionInput,
  MergeService,
  UpdateInstitutionInput,
} from '../../features/institutions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView } from '../answers.js';
import { institutionView, InstitutionView, versionedInstitution } from './institutions.views.js';

@ApiTags('institutions')
@Controller('api/v1/institutions')
export class InstitutionsController {
  constructor(
    private readonly institutions: InstitutionsService,
    private readonly queries: InstitutionQueries,
    private readonly merging: MergeService,
  ) {}

  /** All institutions. Public. */
  @Get()
  @Answers(200, pageView(InstitutionView), 'One page of institutions.')
  async list(@Query({ schema: pageRequest }) page: z.output<typeof pageRequest>) {
    const { items, next } = await this.institutions.list(page);
    return { items: items.map(institutionView), next };
  }

  /** Adds an institution. */
  @Post()
  @Answers(201, InstitutionView, 'The new institution.')
  async create(@CurrentActor() actor: Actor, @Body({ schema: CreateInstitutionInput }) input: CreateInstitutionInput) {
    return versionedInstitution(await this.institutions.create(actor, input));
  }

  /** One institution. Public. The slug of one that was merged into another leads there (308). */
  @Get(':slug')
  @Answers(200, InstitutionView, 'The institution.')
  async one(@Param('slug') slug: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await this.queries.find(slug);
    if (found.slug === slug) return versionedInstitution(found);
    return void reply.redirect(`/api/v1/institutions/${found.slug}`, 308);
  }

  /** Changes what is given. */
  @Patch(':slug')
  @Answers(200, InstitutionView, 'The changed institution.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: UpdateInstitutionInput }) input: UpdateInstitutionInput,
    @IfMatch() version: number | undefined,
  ) {
    return versionedInstitution(await this.institutions.update(actor, slug, input, version));
  }

  /** Removes an institution that nothing names. */
  @Delete(':slug')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(@CurrentActor() actor: Actor, @Param('slug') slug: string, @IfMatch() version: number | undefined) {
    await this.institutions.remove(actor, slug, version);
  }

  /** Merges this record into another one of the same institution; whatever names this one names the other afterwards. */
  @Post(':slug/merge')
  @HttpCode(200)
  @Answers(200, InstitutionView, 'The institution that stays.')
  async merge(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: MergeInstitutionInput }) { into }: MergeInstitutionInput,
    @IfMatch() version: number | undefined,
  ) {
    return versionedInstitution(await this.merging.merge(actor, slug, into, version));
  }
}
