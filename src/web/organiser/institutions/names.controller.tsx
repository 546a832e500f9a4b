import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { InstitutionPlans } from './institution-plans.js';
import { InstitutionWork } from './institution-work.js';

const BASE = '/organise/institutions';

/** The names that an institution had. */
@PagesAt('organise/institutions/:slug/names')
@UseGuards(SignedIn)
export class FormerNamesController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly plans: InstitutionPlans,
    private readonly work: InstitutionWork,
  ) {}

  @Get('new')
  async nameForm(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.addName(actor, slug));
  }

  @Post('new')
  async addName(@Asked() asking: Asking, @Param('slug') slug: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.addName(actor, slug), request.body);
  }

  @Get(':id')
  async changeNameForm(@Asked() asking: Asking, @Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.changeName(actor, slug, id));
  }

  @Post(':id')
  async changeName(@Asked() asking: Asking, @Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.changeName(actor, slug, id), request.body);
  }

  @Post(':id/remove')
  async removeName(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      await this.work.names.remove(actor, slug, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      return this.pages.goTo(reply, `${BASE}/${slug}?refused=changed`);
    }
    return this.pages.goTo(reply, `${BASE}/${slug}?done=saved`);
  }
}
