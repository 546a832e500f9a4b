import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  AlreadyCancelled,
  DeadLink,
  InvitationRequired,
  QuotaFull,
  RegistrationClosed,
  SoldOut,
  TooLateToUndo,
  WrongStatus,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { TakesFiles } from '../../platform/http/uploads.js';
import { type Answers, answersOf, textOf } from '../form-answers.js';
import { Pages, PagesAt } from '../pages.js';
import { FormFiles } from './form-files.js';
import { holderOf } from './holder-actor.js';
import { HolderDesk } from './holder-desk.js';
import { readChange } from './holder-input.js';
import { HolderPages } from './holder-pages.js';
import { HOLDER_DONE, type HolderDone } from './holder-view.js';

/** One registration, for whoever holds its link. */
@PagesAt('r/:token')
export class HolderController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: HolderDesk,
    private readonly files: FormFiles,
    private readonly holderPages: HolderPages,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      const registration = await this.desk.registration(token);
      return await this.holderPages.show(registration, { token, done: doneIn(done) }, request, reply);
    } catch (error) {
      if (error instanceof DeadLink) return this.desk.deadLink(token, request, reply);
      throw error;
    }
  }

  @Post()
  @TakesFiles()
  @FormToken('with-cookie-by-handler')
  async change(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { registration, edition, questions } = await this.desk.open(token);
    const sent = await this.files.read(request, edition, questions, () => true);
    const again = (values: Answers, errors: FieldError[]) =>
      this.holderPages.show(registration, { token, form: { values, errors }, status: 422 }, request, reply);
    const { answers = {}, errors: wrongFiles = [] } = sent ?? {};
    const read = readChange(answers, questions);
    const wrong = [...wrongFiles, ...('errors' in read ? read.errors : [])];
    if ('errors' in read || wrong.length > 0) return again(answers, wrong);
    try {
      await this.desk.service.update(holderOf(registration, request), registration.id, read.input);
    } catch (error) {
      if (error instanceof InvalidInput) return again(answers, error.errors);
      if (error instanceof QuotaFull) return again(answers, [at('institution', error)]);
      throw error;
    }
    return this.goTo(reply, token, 'saved');
  }

  @Post('category')
  @FormToken('with-cookie')
  async changeCategory(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.desk.registration(token);
    const again = (errors: FieldError[], status: number) =>
      this.holderPages.show(registration, { token, form: { values: {}, errors }, status }, request, reply);
    const category = textOf(answersOf(body), 'category');
    if (category === undefined) return again([{ path: 'category', code: 'required', message: 'Choose one.' }], 422);
    try {
      await this.desk.service.changeCategory(holderOf(registration, request), registration.id, category);
    } catch (error) {
      if (error instanceof InvalidInput) return again([at('category', error.errors[0] ?? error)], 422);
      const isRefused = [SoldOut, QuotaFull, RegistrationClosed, InvitationRequired].some(
        (one) => error instanceof one,
      );
      if (isRefused) return again([at('category', error as DomainError)], 409);
      throw error;
    }
    return this.goTo(reply, token, 'moved');
  }

  @Post('accept')
  @FormToken('with-cookie')
  accept(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(token, request, reply, {
      work: (actor, id) => this.desk.decisions.accept(actor, id),
      done: 'accepted',
      unless: [WrongStatus, 'lapsed'],
    });
  }

  @Post('cancel')
  @FormToken('with-cookie')
  cancel(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(token, request, reply, {
      work: (actor, id) => this.desk.service.cancel(actor, id),
      done: 'cancelled',
      unless: [AlreadyCancelled, 'cancelled'],
    });
  }

  @Post('undo')
  @FormToken('with-cookie')
  undo(@Param('token') token: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(token, request, reply, {
      work: (actor, id) => this.desk.undo(actor, id),
      done: 'undone',
      unless: [TooLateToUndo, 'too-late'],
    });
  }

  @Post('resend')
  @FormToken('with-cookie')
  resend(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(token, request, reply, {
      work: (actor, id) => this.desk.service.resendLink(actor, id),
      done: 'resent',
    });
  }

  @Post('reminders')
  @FormToken('with-cookie')
  reminders(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isWanted = textOf(answersOf(body), 'reminders') === 'on';
    return this.act(token, request, reply, {
      work: (actor, id) => this.desk.service.setReminders(actor, id, isWanted),
      done: isWanted ? 'reminders-on' : 'reminders-off',
    });
  }

  /** Does one thing, and says on the page of the registration that it is done, or that it was too late. */
  private async act(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    deed: {
      work: (actor: Actor, id: string) => Promise<unknown>;
      done: HolderDone;
      unless?: [error: new (...args: never[]) => Error, done: HolderDone];
    },
  ): Promise<void> {
    const registration = await this.desk.registration(token);
    try {
      await deed.work(holderOf(registration, request), registration.id);
    } catch (error) {
      if (deed.unless && error instanceof deed.unless[0]) return this.goTo(reply, token, deed.unless[1]);
      throw error;
    }
    return this.goTo(reply, token, deed.done);
  }

  private goTo(reply: FastifyReply, token: string, done: HolderDone): void {
    this.pages.goTo(reply, `/r/${token}?done=${done}`);
  }
}

const doneIn = (word: unknown): HolderDone | null =>
  typeof word === 'string' && Object.hasOwn(HOLDER_DONE, word) ? (word as HolderDone) : null;

const at = (path: string, { code, message }: { code: string; message: string }): FieldError => ({
  path,
  code,
  message,
});
