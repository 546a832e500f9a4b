import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CreateTrackInput, ProgrammeQueries, TracksService, UpdateTrackInput } from '../../features/programme/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { TrackView, trackView } from './programme.views.js';

@ApiTags('programme')
@Controller('api/v1/editions/:key/tracks')
export class TracksController {
  constructor(
    private readonly tracks: TracksService,
    private readonly queries: ProgrammeQueries,
  ) {}

  /** The tracks of the draft, in order. */
  @Get()
  @Answers(200, pageView(TrackView), 'One page of tracks.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.tracks(actor, key, page);
    return { items: items.map(trackView), next };
  }

  /** Adds a track to the draft. */
  @Post()
  @Answers(201, TrackView, 'The new track.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateTrackInput }) input: CreateTrackInput,
  ) {
    return this.one(actor, key, await this.tracks.create(actor, key, input));
  }

  /** One track of the draft. */
  @Get(':id')
  @Answers(200, TrackView, 'The track.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const track = await this.queries.track(actor, key, id);
    return new Versioned(trackView(track), track.version);
  }

  /** Changes what is given. The public sees it with the next release. */
  @Patch(':id')
  @Answers(200, TrackView, 'The changed track.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateTrackInput }) input: UpdateTrackInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.tracks.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a track that no session of the draft names; releases keep it. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.tracks.remove(actor, key, id, version);
  }
}
