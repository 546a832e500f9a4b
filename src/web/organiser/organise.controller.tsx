import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EDITION_STATUSES, EditionsService } from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { answersOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { EditionMaker } from './edition-maker.js';
import { NewEditionPage } from './new-edition.page.js';
import { OverviewPages } from './overview-pages.js';
import { OVERVIEW_DONE } from './overview.page.js';
import { doneOf } from './parts/edition-console.js';
import { EditionListPages } from './parts/edition-list-pages.js';
import { SignedIn } from './signed-in.js';

const UUID = /^[0-9a-f-]{36}$/;

/** The organisers' console: editions, and what happens to one. */
@PagesAt('organise')
@UseGuards(SignedIn)
export class OrganiseController {
  constructor(
    private readonly pages: Pages,
    private readonly service: EditionsService,
    private readonly overviews: OverviewPages,
    private readonly lists: EditionListPages,
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
    const q = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 200) : '';
    const page = await this.lists.list(actor, { status, q, cursor }, this.maker.mayMake(actor));
    return this.pages.show(request, reply, page);
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
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = await this.overviews.overview(actor, key, doneOf(request, OVERVIEW_DONE));
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
}
