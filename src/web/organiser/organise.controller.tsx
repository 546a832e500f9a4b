import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  CancelEditionInput,
  EDITION_STATUSES,
  EditionQueries,
  EditionsService,
} from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { readInput } from '../../platform/input/read-input.js';
import { answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { EditionMaker } from './edition-maker.js';
import { NewEditionPage } from './new-edition.page.js';
import { OverviewPages } from './overview-pages.js';
import { SignedIn } from './signed-in.js';

const DONE = ['created', 'published', 'cancelled'] as const;
const UUID = /^[0-9a-f-]{36}$/;

/** The organisers' console: editions, and what happens to one. */
@PagesAt('organise')
@UseGuards(SignedIn)
export class OrganiseController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly service: EditionsService,
    private readonly overviews: OverviewPages,
    private readonly maker: EditionMaker,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const status = EDITION_STATUSES.find((one) => one === query['status']) ?? null;
    const cursor = typeof query['cursor'] === 'string' && UUID.test(query['cursor']) ? query['cursor'] : undefined;
    return this.pages.show(request, reply, await this.overviews.list(actor, status, cursor));
  }

  @Get('editions/new')
  async newForm(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.pages.show(request, reply, <NewEditionPage {...await this.maker.choices(actor)} form={EMPTY_FORM} />);
  }

  @Post('editions')
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    const outcome = await this.maker.make(actor, answers);
    if ('key' in outcome) return this.pages.goTo(reply, `/organise/editions/${outcome.key}?done=created`);
    const form = { values: answers, errors: outcome.errors };
    return this.pages.show(request, reply, <NewEditionPage {...await this.maker.choices(actor)} form={form} />, {
      status: 422,
    });
  }

  @Get('editions/:key')
  async overview(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const page = await this.overviews.overview(actor, edition, DONE.find((one) => one === done) ?? null);
    return this.pages.show(request, reply, page);
  }

  @Post('editions/:key/publish')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.service.publish(actor, key);
    return this.pages.goTo(reply, `/organise/editions/${key}?done=published`);
  }

  @Post('editions/:key/cancel')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { reason } = readInput(CancelEditionInput, { reason: textOf(answersOf(body), 'reason') });
    await this.service.cancel(actor, key, reason);
    return this.pages.goTo(reply, `/organise/editions/${key}?done=cancelled`);
  }
}
