import { Get, Param, Post, UseGuards } from '@nestjs/common';
import { QuestionNeeded, QuestionsService } from '../../../features/registration/index.js';
import { InvalidInput, StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { numberOf } from '../forms/form-texts.js';
import { versionAnswer } from '../parts/part-answers.js';
import { SignedIn } from '../signed-in.js';
import { QuestionPages } from './question-pages.js';

/** The form builder: what an edition asks those who register. */
@PagesAt('organise/editions/:key/questions')
@UseGuards(SignedIn)
export class QuestionPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly builder: QuestionPages,
    private readonly service: QuestionsService,
  ) {}

  @Get()
  async list(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    return this.pages.show(request, reply, await this.builder.list(actor, key, request));
  }

  @Get('new')
  async newForm(@Asked() asking: Asking, @Param('key') key: string) {
    return this.forms.show(asking, await this.builder.newPlan(asking.actor, key, asking.request));
  }

  @Post('new')
  async create(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.builder.newPlan(actor, key, request), request.body);
  }

  /** For the script: the preview with what is typed. */
  @Post('preview')
  async preview(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const page = await this.builder.preview(actor, key, answersOf(request.body), request);
    return this.pages.show(request, reply, page);
  }

  @Get(':id')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.forms.show(asking, await this.builder.planOf(asking.actor, key, id, asking.request));
  }

  @Post(':id')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.builder.planOf(actor, key, id, request), request.body);
  }

  @Post(':id/move')
  async move(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const base = `/organise/editions/${key}/questions`;
    const place = numberOf(answersOf(request.body), 'place');
    try {
      // Only a form that is not ours has no place.
      await this.builder.move(actor, key, id, typeof place === 'number' ? place : 1);
    } catch (error) {
      if (error instanceof InvalidInput) return this.pages.goTo(reply, `${base}?refused=order`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=moved`);
  }

  @Post(':id/remove')
  async remove(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const base = `/organise/editions/${key}/questions`;
    try {
      const outcome = await this.service.remove(actor, key, id, versionAnswer(answersOf(request.body)));
      return this.pages.goTo(reply, `${base}?done=${outcome}`);
    } catch (error) {
      if (error instanceof QuestionNeeded) return this.pages.goTo(reply, `${base}/${id}?refused=needed`);
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/${id}?refused=changed`);
      throw error;
    }
  }
}
