import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../../features/editions/index.js';
import { DecisionInput, type ExportFormat, RegistrationExport } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { sendWhileWritten } from '../../../platform/http/streamed-file.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf, textOf, textsOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { refusedOf } from '../parts/edition-console.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { filterOf, listHref, selectionOf } from './list-query.js';
import { actionOf, outcomesOf, outcomesText } from './outcomes.js';
import { RegistrationListPages } from './registration-list-pages.js';
import { LIST_REFUSED } from './registration-list.page.js';
import { RegistrationWork } from './registration-work.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Everybody who has registered for an edition, and what can be done with many of them. */
@PagesAt('organise/editions/:key')
@UseGuards(SignedIn)
export class RegistrationListController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly lists: RegistrationListPages,
    private readonly work: RegistrationWork,
    private readonly exports: RegistrationExport,
  ) {}

  @Get('registrations')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'registration.view');
    const page = await this.lists.list(actor, edition, filterOf(answersOf(query)), {
      came: outcomesOf(query['came']),
      refused: refusedOf(request, LIST_REFUSED),
    });
    return this.pages.show(request, reply, page);
  }

  @Get('registrations.csv')
  csv(@Asked() asking: Asking, @Param('key') key: string, @Query() query: Record<string, unknown>) {
    return this.send(asking, key, query, 'csv');
  }

  @Get('registrations.xlsx')
  xlsx(@Asked() asking: Asking, @Param('key') key: string, @Query() query: Record<string, unknown>) {
    return this.send(asking, key, query, 'xlsx');
  }

  /** A file that takes long to write is made by a worker. */
  @Post('registrations/export')
  async export(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Body() body: unknown) {
    const edition = await this.desk.open(actor, key, 'registration.export');
    const answers = answersOf(body);
    const format = textOf(answers, 'format') === 'xlsx' ? 'xlsx' : 'csv';
    const { locale } = this.pages.viewOf(request);
    const filter = selectionOf(filterOf(answers));
    return this.pages.goTo(reply, await this.work.export(actor, edition, { filter, format, locale }));
  }

  /** Does it, or asks first; the chosen ones are `ids`, or all of the filter (`all`). */
  @Post('registrations/bulk')
  async bulk(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Body() body: unknown) {
    const edition = await this.desk.open(actor, key, 'registration.view');
    const answers = answersOf(body);
    const filter = filterOf(answers);
    const base = `/organise/editions/${edition.key}/registrations`;
    const ids = textOf(answers, 'all') ? null : textsOf(answers, 'ids').filter((id) => UUID.test(id));
    const action = actionOf(textOf(answers, 'action'));
    if (action === null) return this.pages.goTo(reply, listHref(base, filter, { refused: 'action' }));
    this.work.allow(actor, edition, action);
    if (ids?.length === 0) return this.pages.goTo(reply, listHref(base, filter, { refused: 'none' }));
    const isHarmless = ids !== null && action !== 'decline' && action !== 'cancel';
    if (!isHarmless && !textOf(answers, 'confirmed')) {
      return this.pages.show(request, reply, await this.lists.ask(actor, edition, { action, filter, ids }));
    }
    return this.pages.goTo(reply, await this.done(actor, edition, { action, filter, ids, words: wordsOf(answers) }));
  }

  /** Where to go then: the list with what has happened, or the page of a task. */
  private async done(actor: Actor, edition: EditionDetails, asked: Parameters<RegistrationWork['bulk']>[2]) {
    const came = await this.work.bulk(actor, edition, asked);
    if (typeof came === 'string') return came;
    const base = `/organise/editions/${edition.key}/registrations`;
    return listHref(base, asked.filter, { came: outcomesText(came) });
  }

  private async send(
    { actor, request, reply }: Asking,
    key: string,
    query: Record<string, unknown>,
    format: ExportFormat,
  ) {
    const { locale } = this.pages.viewOf(request);
    const filter = selectionOf(filterOf(answersOf(query)));
    const file = await this.exports.open(actor, key, { filter, format, locale });
    return sendWhileWritten(reply, file, (out) => file.writeTo(out));
  }
}

const wordsOf = (answers: Answers): DecisionInput =>
  readInput(DecisionInput, { message: textOf(answers, 'message'), note: textOf(answers, 'note') });
