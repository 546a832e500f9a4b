import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  CreateStreamInput,
  type StreamDetails,
  StreamQueries,
  StreamsService,
  UpdateStreamInput,
} from '../../../features/livestreams/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { InvalidInput, StaleVersion } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { ConsoleForms, type EditPlan } from '../forms/console-forms.js';
import { openState } from '../forms/edit-state.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { doneOf, refusedOf } from './edition-console.js';
import { EditionDesk } from './edition-desk.js';
import { versionAnswer } from './part-answers.js';
import { atRows, streamAnswers, streamValues } from './stream-form.js';
import { STREAM_DONE, STREAM_REFUSED, StreamPage, StreamsPage } from './streams.page.js';

/** What people watch. */
@PagesAt('organise/editions/:key/streams')
@UseGuards(SignedIn)
export class StreamPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly forms: ConsoleForms,
    private readonly queries: StreamQueries,
    private readonly service: StreamsService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'stream.view');
    const { items } = await this.queries.list(actor, edition, { limit: MAX_PAGE_SIZE });
    return this.pages.show(
      request,
      reply,
      <StreamsPage
        edition={editionRef(edition)}
        streams={items}
        mayEdit={this.desk.may(actor, 'stream.edit', edition)}
        done={doneOf(request, STREAM_DONE)}
      />,
    );
  }

  @Get('new')
  async newForm(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.newPlan(actor, key));
  }

  @Post('new')
  async create(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.newPlan(actor, key), request.body);
  }

  @Get(':id')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request, reply } = asking;
    const edition = await this.desk.open(actor, key, 'stream.view');
    if (this.desk.may(actor, 'stream.edit', edition)) {
      return this.forms.show(asking, this.planOf(actor, edition, id, request));
    }
    const stream = await this.queries.byId(actor, edition, id);
    const form = openState({ name: '', path: '', version: stream.version, original: streamValues(stream) });
    return this.pages.show(
      request,
      reply,
      <StreamPage edition={editionRef(edition)} stream={stream} form={form} mayEdit={false} />,
    );
  }

  @Post(':id')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    const edition = await this.desk.open(actor, key, 'stream.edit');
    return this.forms.save(asking, this.planOf(actor, edition, id, request), request.body);
  }

  @Post(':id/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}/streams`;
    try {
      await this.service.remove(actor, key, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/${id}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=removed`);
  }

  private async newPlan(actor: Actor, key: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'stream.edit');
    const base = `/organise/editions/${key}/streams`;
    return {
      name: `edition:${key}:streams:new`,
      path: `${base}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: NEW_STREAM }),
      page: (form) => <StreamPage edition={editionRef(edition)} stream={null} form={form} mayEdit />,
      lists: ['mirrors'],
      save: async (answers) => {
        await this.service.create(actor, key, readStream(CreateStreamInput, answers));
        return `${base}?done=created`;
      },
    };
  }

  private planOf(actor: Actor, edition: EditionDetails, id: string, request: FastifyRequest): EditPlan {
    const base = `/organise/editions/${edition.key}/streams`;
    return {
      name: `edition:${edition.key}:streams:${id}`,
      path: `${base}/${id}`,
      object: { kind: 'stream', id },
      current: async () => {
        const stream: StreamDetails = await this.queries.byId(actor, edition, id);
        return { version: stream.version, answers: streamValues(stream) };
      },
      page: async (form) => (
        <StreamPage
          edition={editionRef(edition)}
          stream={await this.queries.byId(actor, edition, id)}
          form={form}
          mayEdit
          refused={refusedOf(request, STREAM_REFUSED)}
        />
      ),
      lists: ['mirrors'],
      save: async (answers, version) => {
        await this.service.update(actor, edition.key, id, readStream(UpdateStreamInput, answers), version);
        return `${base}?done=saved`;
      },
    };
  }
}

/** What the form shows before anybody has typed: as the input of the use case has it. */
const NEW_STREAM: Answers = { access: 'registered', opensMinutesBefore: '15', closesMinutesAfter: '30' };

/** @throws InvalidInput with the rows of the form in its paths */
function readStream<S extends z.ZodType>(schema: S, answers: Answers): z.output<S> {
  const { stream, rows } = streamAnswers(answers);
  try {
    return readInput(schema, stream);
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidInput(atRows(error.errors, rows)) : error;
  }
}
