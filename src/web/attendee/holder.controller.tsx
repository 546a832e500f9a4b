import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  AlreadyCancelled,
  type RegistrationDetails,
  RegistrationQueries,
  RegistrationService,
  UpdateRegistrationInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { answerCalendar, registrationCalendar } from '../calendars.js';
import { answersOf, textOf } from '../form-answers.js';
import { type FormState } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { HolderPages } from './holder-pages.js';

const DONE = ['saved', 'cancelled', 'reminders-on', 'reminders-off'] as const;

/** One registration, for whoever holds its link. */
@PagesAt('r/:token')
export class HolderController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly registration: RegistrationService,
    private readonly holderPages: HolderPages,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('manage', token);
    return this.holderPages.show(
      registration,
      { token, done: DONE.find((one) => one === done) ?? null, form: null },
      request,
      reply,
    );
  }

  @Post()
  @FormToken('with-cookie')
  async change(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('manage', token);
    const answers = answersOf(body);
    const again = (errors: FormState['errors']) =>
      this.holderPages.show(registration, { token, done: null, form: { values: answers, errors } }, request, reply);
    const input = UpdateRegistrationInput.safeParse({
      name: textOf(answers, 'name') ?? '',
      nativeName: textOf(answers, 'nativeName') ?? null,
      affiliation: textOf(answers, 'affiliation') ?? null,
      locale: textOf(answers, 'locale'),
      timeZone: textOf(answers, 'timeZone'),
    });
    if (!input.success) return again(fieldErrorsOf(input.error));
    try {
      await this.registration.update(holderOf(registration, request), registration.id, input.data);
    } catch (error) {
      if (error instanceof InvalidInput) return again(error.errors);
      throw error;
    }
    return this.pages.goTo(reply, `/r/${token}?done=saved`);
  }

  @Post('cancel')
  @FormToken('with-cookie')
  async cancel(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('manage', token);
    try {
      await this.registration.cancel(holderOf(registration, request), registration.id);
    } catch (error) {
      if (!(error instanceof AlreadyCancelled)) throw error;
    }
    return this.pages.goTo(reply, `/r/${token}?done=cancelled`);
  }

  @Post('reminders')
  @FormToken('with-cookie')
  async reminders(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('manage', token);
    const isWanted = textOf(answersOf(body), 'reminders') === 'on';
    await this.registration.setReminders(holderOf(registration, request), registration.id, isWanted);
    return this.pages.goTo(reply, `/r/${token}?done=${isWanted ? 'reminders-on' : 'reminders-off'}`);
  }

  @Get('calendar.ics')
  async calendar(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('manage', token);
    const edition = await this.editions.byId(registration.editionId);
    const view = this.pages.viewOf(request, registration);
    const calendar = registrationCalendar(edition, registration, view);
    if (calendar === null) throw new NotFound('The calendar');
    void reply.header('content-disposition', `attachment; filename="${edition.key}.ics"`);
    return answerCalendar(calendar, request, reply, 'private, no-store');
  }
}

/** Whoever holds the link acts for the registration, and for nothing else. */
export function holderOf(registration: Pick<RegistrationDetails, 'id'>, request: FastifyRequest): Actor {
  return { kind: 'holder', registrationId: registration.id, ip: request.ip };
}
