import { Body, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { FormDrafts } from '../../../features/accounts/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf, textOf } from '../../form-answers.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pages, PagesAt, pathWithin } from '../../pages.js';
import { SignedIn } from '../signed-in.js';
import { FORM_FIELDS } from './edit-state.js';

/** Where forms keep what is not saved yet. */
@PagesAt('organise/drafts/:form')
@UseGuards(SignedIn)
export class DraftsController {
  constructor(
    private readonly pages: Pages,
    private readonly drafts: FormDrafts,
  ) {}

  /** For the script: the whole form, and when it was kept. */
  @Post()
  async keep(
    @CurrentActor() actor: Actor,
    @Param('form') form: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    const version = textOf(answers, FORM_FIELDS.version);
    const isNumber = version !== undefined && /^\d{1,9}$/.test(version);
    const savedAt = await this.drafts.keep(actor, form, answers, isNumber ? Number(version) : null);
    void reply.status(200).header('cache-control', 'no-store');
    return { savedAt: savedAt.toISOString() };
  }

  /** Forgets the draft and goes back to the form. */
  @Post('discard')
  async discard(
    @CurrentActor() actor: Actor,
    @Param('form') form: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.drafts.discard(actor, form);
    return this.pages.goTo(reply, hrefWith(pathWithin(textOf(answersOf(body), 'to')), { draft: null }));
  }
}
