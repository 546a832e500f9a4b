import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CancelEditionInput, EditionsService } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { answersOf, textOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { openState } from '../forms/edit-state.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { DETAILS_DONE, DETAILS_REFUSED } from './details.page.js';
import { DetailsPages } from './details-pages.js';

/** What an edition is, and its end: put off, over, cancelled, removed. */
@PagesAt('organise/editions/:key/details')
@UseGuards(SignedIn)
export class DetailsController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly details: DetailsPages,
    private readonly service: EditionsService,
  ) {}

  @Get()
  async form(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    const done = doneOf(request, DETAILS_DONE);
    const refused = refusedOf(request, DETAILS_REFUSED);
    const plan = await this.details.plan(actor, key, { done, refused });
    return this.forms.show(asking, plan);
  }

  @Post()
  async save(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.details.plan(actor, key), request.body);
  }

  @Post('postpone')
  async postpone(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = versionAnswer(answersOf(request.body));
    return this.end(reply, key, 'postponed', () => this.service.postpone(actor, key, version));
  }

  @Post('complete')
  async complete(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = versionAnswer(answersOf(request.body));
    return this.end(reply, key, 'completed', () => this.service.complete(actor, key, version));
  }

  /** Everybody who has registered is told, so the key is typed to make sure. */
  @Post('cancel')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(request.body);
    if (textOf(answers, 'confirm')?.toLowerCase() !== key) {
      const errors = [{ path: 'confirm', code: 'not-confirmed', message: 'Type the key of the edition.' }];
      const plan = await this.details.plan(actor, key, { cancelling: { values: answers, errors } });
      const { version, answers: original } = await plan.current();
      const page = await plan.page(openState({ name: plan.name, path: plan.path, version, original }));
      return this.pages.show(request, reply, page, { status: 422 });
    }
    const { reason } = readInput(CancelEditionInput, { reason: textOf(answers, 'reason') });
    const version = versionAnswer(answers);
    return this.end(reply, key, 'cancelled', () => this.service.cancel(actor, key, reason, version));
  }

  @Post('remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = versionAnswer(answersOf(request.body));
    return this.end(reply, key, null, () => this.service.remove(actor, key, version));
  }

  /** Carries it out, unless somebody has changed the edition since the page was read. */
  private async end(
    reply: FastifyReply,
    key: string,
    done: keyof typeof DETAILS_DONE | null,
    carryOut: () => Promise<void>,
  ): Promise<void> {
    const path = `/organise/editions/${key}/details`;
    try {
      await carryOut();
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      return this.pages.goTo(reply, `${path}?refused=changed`);
    }
    return this.pages.goTo(reply, done === null ? '/organise' : `${path}?done=${done}`);
  }
}
