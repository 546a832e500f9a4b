import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CreatePoolInput,
  PoolsService,
  RegistrationQueries,
  UpdatePoolInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { PoolView, poolView } from './registration.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key/pools')
export class PoolsController {
  constructor(
    private readonly pools: PoolsService,
    private readonly registrations: RegistrationQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** The places that categories of an edition share. Public. */
  @Get()
  @Answers(200, pageView(PoolView), 'One page of pools.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.registrations.pools(await this.editions.byKey(actor, key), page);
    return { items: items.map(poolView), next };
  }

  /** Adds a pool. */
  @Post()
  @Answers(201, PoolView, 'The new pool.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreatePoolInput }) input: CreatePoolInput,
  ) {
    return this.one(actor, key, await this.pools.create(actor, key, input));
  }

  /** One pool. Public. */
  @Get(':id')
  @Answers(200, PoolView, 'The pool.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const pool = await this.registrations.pool(await this.editions.byKey(actor, key), id);
    return new Versioned(poolView(pool), pool.version);
  }

  /** Changes what is given. */
  @Patch(':id')
  @Answers(200, PoolView, 'The changed pool.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdatePoolInput }) input: UpdatePoolInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.pools.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a pool that no category draws on. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.pools.remove(actor, key, id, version);
  }
}
