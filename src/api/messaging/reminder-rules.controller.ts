import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CreateReminderRuleInput,
  MessagingQueries,
  ReminderRulesService,
  UpdateReminderRuleInput,
} from '../../features/messaging/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { PreviewView, ReminderRuleView, ruleView } from './messaging.views.js';

@ApiTags('messaging')
@Controller('api/v1/editions/:key/reminder-rules')
export class ReminderRulesController {
  constructor(
    private readonly rules: ReminderRulesService,
    private readonly queries: MessagingQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** The reminders of an edition. */
  @Get()
  @Answers(200, pageView(ReminderRuleView), 'One page of rules.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.rules(actor, await this.editions.byKey(actor, key), page);
    return { items: items.map(ruleView), next };
  }

  /** Adds a reminder; its deliveries are planned at once. */
  @Post()
  @Answers(201, ReminderRuleView, 'The new rule.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateReminderRuleInput }) input: CreateReminderRuleInput,
  ) {
    return this.one(actor, key, await this.rules.create(actor, key, input));
  }

  /** One reminder. */
  @Get(':id')
  @Answers(200, ReminderRuleView, 'The rule.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const rule = await this.queries.rule(actor, await this.editions.byKey(actor, key), id);
    return new Versioned(ruleView(rule), rule.version);
  }

  /** Changes what is given; what has not gone out is planned anew. */
  @Patch(':id')
  @Answers(200, ReminderRuleView, 'The changed rule.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateReminderRuleInput }) input: UpdateReminderRuleInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.rules.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a reminder; what it has sent stays on record. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.rules.remove(actor, key, id, version);
  }

  /** How many it would reach now, and what they would read. */
  @Post(':id/preview')
  @HttpCode(200)
  @Answers(200, PreviewView, 'Number of recipients, and samples in their languages.')
  async preview(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.queries.preview(actor, await this.editions.byKey(actor, key), id);
  }
}
