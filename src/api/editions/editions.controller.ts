import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CancelEditionInput,
  CreateEditionInput,
  EditionQueries,
  EditionsService,
  RescheduleEditionInput,
  ReschedulePreviews,
  UpdateEditionInput,
} from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { EditionView, editionView } from './editions.views.js';
import { ReschedulePreviewView, reschedulePreviewView } from './preparation.views.js';

@ApiTags('editions')
@Controller('api/v1/editions')
export class EditionsController {
  constructor(
    private readonly editions: EditionsService,
    private readonly queries: EditionQueries,
    private readonly previews: ReschedulePreviews,
  ) {}

  /** The editions that you help to organise, newest first. */
  @Get()
  @Answers(200, pageView(EditionView), 'One page of editions.')
  async list(@CurrentActor() actor: Actor, @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>) {
    const { items, next } = await this.queries.visibleTo(actor, page);
    return { items: items.map(editionView), next };
  }

  /** Makes a draft. */
  @Post()
  @Answers(201, EditionView, 'The new draft.')
  async create(@CurrentActor() actor: Actor, @Body({ schema: CreateEditionInput }) input: CreateEditionInput) {
    const { key } = await this.editions.create(actor, input);
    return this.one(actor, key);
  }

  /** One edition. Public; a draft is not found by those who may not see it. */
  @Get(':key')
  @Answers(200, EditionView, 'The edition.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string) {
    const edition = await this.queries.byKey(actor, key);
    return new Versioned(editionView(edition), edition.version);
  }

  /** Changes what is given; new times move every reminder that has not gone out. */
  @Patch(':key')
  @Answers(200, EditionView, 'The changed edition.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: UpdateEditionInput }) input: UpdateEditionInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.editions.update(actor, key, input, version);
    return this.one(actor, key);
  }

  /** Gives it other times. With `preview` nothing is changed, and the answer says what would move. */
  @Post(':key/reschedule')
  @HttpCode(200)
  @Answers(200, z.union([EditionView, ReschedulePreviewView]), 'The edition; with `preview`, what would move.')
  async reschedule(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: RescheduleEditionInput }) { preview, ...times }: RescheduleEditionInput,
    @IfMatch() version: number | undefined,
  ) {
    if (preview) return reschedulePreviewView(await this.previews.of(actor, key, times));
    await this.editions.reschedule(actor, key, times, version);
    return this.one(actor, key);
  }

  /** Removes a draft. */
  @Delete(':key')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(@CurrentActor() actor: Actor, @Param('key') key: string, @IfMatch() version: number | undefined) {
    await this.editions.remove(actor, key, version);
  }

  /** Opens it to the public. */
  @Post(':key/publish')
  @HttpCode(200)
  @Answers(200, EditionView, 'The published edition.')
  async publish(@CurrentActor() actor: Actor, @Param('key') key: string, @IfMatch() version: number | undefined) {
    await this.editions.publish(actor, key, version);
    return this.one(actor, key);
  }

  /** Holds every reminder until a new date is published. */
  @Post(':key/postpone')
  @HttpCode(200)
  @Answers(200, EditionView, 'The postponed edition.')
  async postpone(@CurrentActor() actor: Actor, @Param('key') key: string, @IfMatch() version: number | undefined) {
    await this.editions.postpone(actor, key, version);
    return this.one(actor, key);
  }

  /** Calls it off and tells everybody who has registered. */
  @Post(':key/cancel')
  @HttpCode(200)
  @Answers(200, EditionView, 'The cancelled edition.')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CancelEditionInput }) input: CancelEditionInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.editions.cancel(actor, key, input.reason, version);
    return this.one(actor, key);
  }

  /** Moves it to the archive. */
  @Post(':key/complete')
  @HttpCode(200)
  @Answers(200, EditionView, 'The completed edition.')
  async complete(@CurrentActor() actor: Actor, @Param('key') key: string, @IfMatch() version: number | undefined) {
    await this.editions.complete(actor, key, version);
    return this.one(actor, key);
  }
}
