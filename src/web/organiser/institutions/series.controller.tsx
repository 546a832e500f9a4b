import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InUse, SeriesService } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { SERIES_DONE, SERIES_REFUSED } from './done.js';
import { SeriesPlans } from './series-plans.js';

const BASE = '/organise/series';

/** A series and who belongs to it. */
@PagesAt('organise/series')
@UseGuards(SignedIn)
export class SeriesDeskController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly plans: SeriesPlans,
    private readonly service: SeriesService,
  ) {}

  @Get('new')
  async createForm(@Asked() asking: Asking) {
    const { actor } = asking;
    return this.forms.show(asking, this.plans.create(actor));
  }

  @Post('new')
  async create(@Asked() asking: Asking) {
    const { actor, request } = asking;
    return this.forms.save(asking, this.plans.create(actor), request.body);
  }

  @Get(':slug')
  async form(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor, request } = asking;
    const { t } = this.pages.viewOf(request);
    const [done, refused] = [doneOf(request, SERIES_DONE), refusedOf(request, SERIES_REFUSED)];
    const told = { done: done && t(SERIES_DONE[done]), refused: refused && t(SERIES_REFUSED[refused]) };
    return this.forms.show(asking, await this.plans.edit(actor, slug, told));
  }

  @Post(':slug')
  async save(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.edit(actor, slug), request.body);
  }

  @Post(':slug/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      await this.service.remove(actor, slug, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof InUse) return this.pages.goTo(reply, `${BASE}/${slug}?refused=in-use`);
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${BASE}/${slug}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${BASE}?done=removed`);
  }

  @Get(':slug/members/new')
  async memberForm(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.addMember(actor, slug));
  }

  @Post(':slug/members/new')
  async addMember(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.addMember(actor, slug), request.body);
  }

  @Get(':slug/members/:id')
  async changeMemberForm(@Asked() asking: Asking, @Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.changeMember(actor, slug, id));
  }

  @Post(':slug/members/:id')
  async changeMember(@Asked() asking: Asking, @Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.changeMember(actor, slug, id), request.body);
  }

  @Post(':slug/members/:id/remove')
  async removeMember(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      await this.service.removeMember(actor, slug, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      return this.pages.goTo(reply, `${BASE}/${slug}?refused=changed`);
    }
    return this.pages.goTo(reply, `${BASE}/${slug}?done=saved`);
  }
}
