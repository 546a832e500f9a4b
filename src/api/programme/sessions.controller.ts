import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import {
  CreateSessionInput,
  ProgrammeQueries,
  ProgrammeSessionsService,
  UpdateSessionInput,
} from '../../features/programme/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { SessionView, sessionView } from './programme.views.js';

@ApiTags('programme')
@Controller('api/v1/editions/:key/sessions')
export class ProgrammeSessionsController {
  constructor(
    private readonly sessions: ProgrammeSessionsService,
    private readonly queries: ProgrammeQueries,
  ) {}

  /** The sessions of the draft, by their start; those without one come last. */
  @Get()
  @Answers(200, pageView(SessionView), 'One page of sessions.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.sessions(actor, key, page);
    return { items: items.map(sessionView), next };
  }

  /** Adds a session to the draft. */
  @Post()
  @Answers(201, SessionView, 'The new session.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateSessionInput }) input: CreateSessionInput,
  ) {
    return this.one(actor, key, await this.sessions.create(actor, key, input));
  }

  /** One session of the draft. */
  @Get(':id')
  @Answers(200, SessionView, 'The session.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const session = await this.queries.session(actor, key, id);
    return new Versioned(sessionView(session), session.version);
  }

  /** Changes what is given. The public sees it with the next release. */
  @Patch(':id')
  @Answers(200, SessionView, 'The changed session.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateSessionInput }) input: UpdateSessionInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.sessions.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a session from the draft; releases keep it. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.sessions.remove(actor, key, id, version);
  }
}
