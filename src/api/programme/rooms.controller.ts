import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CreateRoomInput, ProgrammeQueries, RoomsService, UpdateRoomInput } from '../../features/programme/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { RoomView, roomView } from './programme.views.js';

@ApiTags('programme')
@Controller('api/v1/editions/:key/rooms')
export class RoomsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly queries: ProgrammeQueries,
  ) {}

  /** The rooms of the draft, in order. */
  @Get()
  @Answers(200, pageView(RoomView), 'One page of rooms.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.rooms(actor, key, page);
    return { items: items.map(roomView), next };
  }

  /** Adds a room to the draft. */
  @Post()
  @Answers(201, RoomView, 'The new room.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateRoomInput }) input: CreateRoomInput,
  ) {
    return this.one(actor, key, await this.rooms.create(actor, key, input));
  }

  /** One room of the draft. */
  @Get(':id')
  @Answers(200, RoomView, 'The room.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const room = await this.queries.room(actor, key, id);
    return new Versioned(roomView(room), room.version);
  }

  /** Changes what is given. The public sees it with the next release. */
  @Patch(':id')
  @Answers(200, RoomView, 'The changed room.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateRoomInput }) input: UpdateRoomInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.rooms.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a room that no session of the draft names; releases keep it. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.rooms.remove(actor, key, id, version);
  }
}
