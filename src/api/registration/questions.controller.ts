import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CreateQuestionInput,
  QuestionQueries,
  QuestionsService,
  ReorderQuestionsInput,
  UpdateQuestionInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { QuestionView, questionView } from './question.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key/questions')
export class QuestionsController {
  constructor(
    private readonly questions: QuestionsService,
    private readonly queries: QuestionQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** What an edition asks those who register, in order. Public. */
  @Get()
  @Answers(200, pageView(QuestionView), 'One page of questions.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.list(await this.editions.byKey(actor, key), page);
    return { items: items.map(questionView), next };
  }

  /** Adds a question after all others. */
  @Post()
  @Answers(201, QuestionView, 'The new question.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateQuestionInput }) input: CreateQuestionInput,
  ) {
    return this.one(actor, key, await this.questions.create(actor, key, input));
  }

  /** Puts the questions in another order; every question must be named. One with a condition stands after the one that it looks at. */
  @Post('reorder')
  @HttpCode(200)
  @Answers(200, pageView(QuestionView), 'All questions, in their new order.')
  async reorder(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: ReorderQuestionsInput }) input: ReorderQuestionsInput,
  ) {
    await this.questions.reorder(actor, key, input);
    const asked = await this.queries.asked((await this.editions.byKey(actor, key)).id);
    return { items: asked.map(questionView), next: null };
  }

  /** One question. Public. */
  @Get(':id')
  @Answers(200, QuestionView, 'The question.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const question = await this.queries.byId(await this.editions.byKey(actor, key), id);
    return new Versioned(questionView(question), question.version);
  }

  /** Changes what is given. Answers keep the question that they answered; the kind of one that has answers stays. */
  @Patch(':id')
  @Answers(200, QuestionView, 'The changed question.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateQuestionInput }) input: UpdateQuestionInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.questions.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Asks it no more. Answers that there are stay with their registrations. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.questions.remove(actor, key, id, version);
  }
}
