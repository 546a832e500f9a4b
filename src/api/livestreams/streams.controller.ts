import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CreateStreamInput,
  PROVIDERS,
  STREAM_ACCESSES,
  type StreamDetails,
  StreamQueries,
  StreamsService,
  UpdateStreamInput,
} from '../../features/livestreams/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, LocalisedView, pageView, Versioned } from '../answers.js';

const StreamView = z
  .object({
    id: z.string(),
    title: LocalisedView,
    access: z.enum(STREAM_ACCESSES),
    opensMinutesBefore: z.int(),
    closesMinutesAfter: z.int(),
    mirrors: z.array(
      z.object({
        label: z.string().nullable(),
        region: z.union([z.literal('*'), z.array(z.string())]),
        language: z.string().nullable(),
        provider: z.enum(PROVIDERS),
        url: z.string(),
        priority: z.int(),
      }),
    ),
  })
  .meta({ id: 'Stream' });

@ApiTags('livestreams')
@Controller('api/v1/editions/:key/streams')
export class StreamsController {
  constructor(
    private readonly streams: StreamsService,
    private readonly queries: StreamQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** The broadcasts of an edition with their addresses, for its organisers. */
  @Get()
  @Answers(200, pageView(StreamView), 'One page of streams.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.list(actor, await this.editions.byKey(actor, key), page);
    return { items: items.map(view), next };
  }

  /** Adds a stream. */
  @Post()
  @Answers(201, StreamView, 'The new stream.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateStreamInput }) input: CreateStreamInput,
  ) {
    return this.one(actor, key, await this.streams.create(actor, key, input));
  }

  /** One stream. */
  @Get(':id')
  @Answers(200, StreamView, 'The stream.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const stream = await this.queries.byId(actor, await this.editions.byKey(actor, key), id);
    return new Versioned(view(stream), stream.version);
  }

  /** Changes what is given. Links in mails that have gone out lead to the new address too. */
  @Patch(':id')
  @Answers(200, StreamView, 'The changed stream.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateStreamInput }) input: UpdateStreamInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.streams.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a stream. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.streams.remove(actor, key, id, version);
  }
}

function view({ version: _, ...stream }: StreamDetails): z.input<typeof StreamView> {
  return {
    ...stream,
    mirrors: stream.mirrors.map(({ id: __, ...mirror }) => ({
      ...mirror,
      region: mirror.region.includes('*') ? '*' : mirror.region,
    })),
  };
}
