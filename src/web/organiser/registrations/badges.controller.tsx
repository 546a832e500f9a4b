import { Body, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  BADGES_AT_ONCE,
  BadgesInput,
  BadgesService,
  RegistrationQueries,
} from '../../../features/registration/index.js';
import { attachment } from '../../../platform/files/file-name.js';
import { type Answers, answersOf, textOf } from '../../form-answers.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { Asked, type Asking } from '../asking.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { BadgesPage } from './badges.page.js';
import { filterOf, parametersOf, selectionOf } from './list-query.js';
import { RegistrationWork } from './registration-work.js';

/** Badges of an edition: chosen, looked at, made. */
@PagesAt('organise/editions/:key/registrations')
@UseGuards(SignedIn)
export class BadgesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly badges: BadgesService,
    private readonly registrations: RegistrationQueries,
    private readonly work: RegistrationWork,
  ) {}

  @Get('badges')
  async choose(
    @Asked() { actor, request, reply }: Asking,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
  ) {
    const edition = await this.desk.open(actor, key, 'registration.export');
    const input = inputOf(answersOf(query), edition);
    const [count, preview, categories] = await Promise.all([
      this.badges.count(actor, edition, input),
      this.badges.preview(actor, edition, input),
      this.registrations.categories(edition),
    ]);
    const page = (
      <BadgesPage
        edition={editionRef(edition)}
        input={input}
        count={count}
        isLong={count > BADGES_AT_ONCE}
        preview={preview}
        categories={categories.items}
      />
    );
    return this.pages.show(request, reply, page);
  }

  /** A few are made while somebody waits, more in the background. */
  @Post('badges')
  async make(@Asked() { actor, reply }: Asking, @Param('key') key: string, @Body() body: unknown) {
    const edition = await this.desk.open(actor, key, 'registration.export');
    const input = inputOf(answersOf(body), edition);
    const isLong = (await this.badges.count(actor, edition, input)) > BADGES_AT_ONCE;
    return this.pages.goTo(reply, isLong ? await this.work.badges(actor, edition, input) : fileHref(key, input));
  }

  @Get('badges.pdf')
  async file(@Asked() { actor, reply }: Asking, @Param('key') key: string, @Query() query: Record<string, unknown>) {
    const edition = await this.desk.open(actor, key, 'registration.export');
    const file = await this.badges.few(actor, edition, inputOf(answersOf(query), edition));
    return sendPdf(reply, `badges-${edition.key}.pdf`, file.content);
  }
}

/** Without a word about it: those who have a place, in the first language of the edition. */
function inputOf(given: Answers, edition: EditionDetails): BadgesInput {
  const { sort: _, ...filter } = selectionOf(filterOf(given));
  const status = textOf(given, 'status') === undefined ? 'confirmed' : filter.status;
  const format = BadgesInput.shape.format.safeParse(textOf(given, 'format'));
  const language = BadgesInput.shape.language.safeParse(textOf(given, 'language'));
  return {
    filter: { ...filter, status },
    format: format.data ?? BadgesInput.shape.format.parse(undefined),
    language: language.data ?? edition.languages[0] ?? 'en',
  };
}

function fileHref(key: string, { filter, format, language }: BadgesInput): string {
  return hrefWith(`/organise/editions/${key}/registrations/badges.pdf`, {
    ...parametersOf({ ...filter, sort: 'name' }),
    status: filter.status ?? 'all',
    sort: null,
    format,
    language,
  });
}

async function sendPdf(reply: FastifyReply, name: string, content: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  void reply
    .type('application/pdf')
    .header('content-disposition', attachment(name))
    .header('cache-control', 'no-store');
  return Buffer.concat(chunks);
}
