import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import {
  CreateSpeakerInput,
  ProgrammeQueries,
  SpeakersService,
  UpdateSpeakerInput,
} from '../../features/programme/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { SpeakerView, speakerView } from './programme.views.js';

@ApiTags('programme')
@Controller('api/v1/editions/:key/speakers')
export class SpeakersController {
  constructor(
    private readonly speakers: SpeakersService,
    private readonly queries: ProgrammeQueries,
  ) {}

  /** The speakers of the draft, by name. */
  @Get()
  @Answers(200, pageView(SpeakerView), 'One page of speakers.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.speakers(actor, key, page);
    return { items: items.map(speakerView), next };
  }

  /** Adds a speaker to the draft. */
  @Post()
  @Answers(201, SpeakerView, 'The new speaker.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateSpeakerInput }) input: CreateSpeakerInput,
  ) {
    return this.one(actor, key, await this.speakers.create(actor, key, input));
  }

  /** One speaker of the draft. */
  @Get(':id')
  @Answers(200, SpeakerView, 'The speaker.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const speaker = await this.queries.speaker(actor, key, id);
    return new Versioned(speakerView(speaker), speaker.version);
  }

  /** Changes what is given. The public sees it with the next release. */
  @Patch(':id')
  @Answers(200, SpeakerView, 'The changed speaker.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateSpeakerInput }) input: UpdateSpeakerInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.speakers.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a speaker whom no session of the draft names; releases keep them. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.speakers.remove(actor, key, id, version);
  }
}
