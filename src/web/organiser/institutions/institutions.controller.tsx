import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InstitutionInUse } from '../../../features/institutions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { INSTITUTION_DONE, INSTITUTION_REFUSED } from './done.js';
import { InstitutionPlans } from './institution-plans.js';
import { InstitutionWork } from './institution-work.js';

const BASE = '/organise/institutions';

/** The records of the institutions. */
@PagesAt('organise/institutions')
@UseGuards(SignedIn)
export class InstitutionDeskController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly plans: InstitutionPlans,
    private readonly work: InstitutionWork,
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
    const [done, refused] = [doneOf(request, INSTITUTION_DONE), refusedOf(request, INSTITUTION_REFUSED)];
    const told = { done: done && t(INSTITUTION_DONE[done]), refused: refused && t(INSTITUTION_REFUSED[refused]) };
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
      await this.work.institutions.remove(actor, slug, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof InstitutionInUse) return this.pages.goTo(reply, `${BASE}/${slug}?refused=in-use`);
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${BASE}/${slug}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${BASE}?done=removed`);
  }

  @Get(':slug/merge')
  async mergeForm(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.merge(actor, slug));
  }

  @Post(':slug/merge')
  async merge(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.merge(actor, slug), request.body);
  }
}
