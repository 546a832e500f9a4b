import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type RegistrationDetails } from '../../features/registration/index.js';
import { NotFound } from '../../kernel/domain-error.js';
import { attachment } from '../../platform/files/file-name.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { answerCalendar, registrationCalendar } from '../calendars.js';
import { answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM, type FormState } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { HolderDesk } from './holder-desk.js';
import { ErasePage } from './holder-erase.page.js';
import { HolderPersonal } from './holder-personal.js';
import { TicketFiles } from './ticket-files.js';

/** What somebody may take along of a registration: calendar entry, ticket, all data. And to leave nothing behind. */
@PagesAt('r/:token')
export class HolderFilesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: HolderDesk,
    private readonly tickets: TicketFiles,
    private readonly personal: HolderPersonal,
  ) {}

  @Get('calendar.ics')
  async calendar(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { registration, edition } = await this.desk.open(token);
    const view = this.pages.viewOf(request, registration);
    const calendar = registrationCalendar(edition, registration, view);
    if (calendar === null) throw new NotFound('The calendar');
    void reply.header('content-disposition', `attachment; filename="${edition.key}.ics"`);
    return answerCalendar(calendar, request, reply, 'private, no-store');
  }

  @Get('ticket.pdf')
  async pdf(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { registration, edition } = await this.desk.open(token);
    return this.tickets.pdf(registration, edition, request, reply);
  }

  @Get('ticket.svg')
  async svg(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.tickets.svg(await this.desk.registration(token), reply);
  }

  @Get('data.json')
  async data(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.desk.registration(token);
    const data = await this.personal.all(registration, request);
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', attachment(`registration-${registration.reference}.json`))
      .header('cache-control', 'no-store');
    return `${JSON.stringify(data, null, 2)}\n`;
  }

  @Get('erase')
  async askToErase(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { registration, edition } = await this.desk.open(token);
    return this.erasePage(registration, editionRef(edition), { token, form: EMPTY_FORM }, request, reply);
  }

  @Post('erase')
  @FormToken('with-cookie')
  async erase(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { registration, edition } = await this.desk.open(token);
    const answers = answersOf(body);
    if (textOf(answers, 'sure') !== 'true') {
      const errors = [{ path: 'sure', code: 'required', message: 'Tick the box.' }];
      return this.erasePage(
        registration,
        editionRef(edition),
        { token, form: { values: answers, errors } },
        request,
        reply,
      );
    }
    await this.personal.erase(registration, request);
    return this.pages.goTo(reply, `/events/${edition.key}/erased`);
  }

  private erasePage(
    { email, locale, timeZone, status }: RegistrationDetails,
    edition: ReturnType<typeof editionRef>,
    { token, form }: { token: string; form: FormState },
    request: FastifyRequest,
    reply: FastifyReply,
  ): string {
    const isOn = status !== 'cancelled' && status !== 'declined';
    const page = <ErasePage token={token} edition={edition} email={email} isOn={isOn} form={form} />;
    return this.pages.show(request, reply, page, { locale, timeZone, status: form.errors.length > 0 ? 422 : 200 });
  }
}
