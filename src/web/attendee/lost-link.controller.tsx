import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import { LostLinkInput, LostLinkService, TooManyLinkRequests } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { CurrentActor } from '../../platform/http/request.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { ErasedPage } from './holder-erase.page.js';
import { LostLinkPage } from './lost-link.page.js';

/** For those who have a registration and no link to it. */
@PagesAt('events/:key')
export class LostLinkController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly links: LostLinkService,
  ) {}

  @Get('lost-link')
  async form(
    @Param('key') key: string,
    @Query('sent') sent: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = editionRef(await this.editions.byKey(actor, key));
    return this.pages.show(
      request,
      reply,
      <LostLinkPage edition={edition} form={EMPTY_FORM} sent={sent !== undefined} />,
    );
  }

  @Post('lost-link')
  @FormToken('with-cookie')
  async ask(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const answers = answersOf(body);
    const done = () => this.pages.goTo(reply, `/events/${edition.key}/lost-link?sent`);
    // Only a program fills in what people cannot see. It is told nothing.
    if (textOf(answers, 'website')) return done();
    const again = (errors: ReturnType<typeof fieldErrorsOf>, status: number, wait?: number) => {
      const form = { values: answers, errors };
      const page = <LostLinkPage edition={editionRef(edition)} form={form} sent={false} wait={wait} />;
      return this.pages.refuse(request, reply, page, { status, wait });
    };
    const input = LostLinkInput.safeParse({ email: textOf(answers, 'email') ?? '' });
    if (!input.success) return again(fieldErrorsOf(input.error), 422);
    try {
      await this.links.ask(actor, edition, input.data);
    } catch (error) {
      if (error instanceof TooManyLinkRequests) return again([], 429, error.retryAfterSeconds);
      throw error;
    }
    return done();
  }

  /** What somebody sees who has been erased: there is nothing else left to show. */
  @Get('erased')
  async erased(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    return this.pages.show(request, reply, <ErasedPage edition={editionRef(edition)} />);
  }
}
