import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CloneEditionInput,
  EditionChecklist,
  EditionCloning,
  EditionMentions,
  EditionQueries,
} from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { editionView } from './editions.views.js';
import {
  ChecklistItemView,
  checklistItemView,
  ClonedEditionView,
  clockAdjustmentView,
  MentionView,
  mentionView,
} from './preparation.views.js';

/** What makes next year's edition out of last year's, and says what is left to do. */
@ApiTags('editions')
@Controller('api/v1/editions')
export class EditionPreparationController {
  constructor(
    private readonly cloning: EditionCloning,
    private readonly mentionsLeft: EditionMentions,
    private readonly toDo: EditionChecklist,
    private readonly queries: EditionQueries,
  ) {}

  /** Makes a draft after it. Times keep their wall clock, whatever DST does; reminders are mute until it is published. */
  @Post(':key/clone')
  @Answers(201, ClonedEditionView, 'The new draft, with the texts that still speak of the source.')
  async clone(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CloneEditionInput }) input: CloneEditionInput,
  ) {
    const clone = await this.cloning.clone(actor, key, input);
    const edition = await this.queries.byKey(actor, clone.key);
    const mentions = await this.mentionsLeft.of(actor, clone.key);
    const body = {
      ...editionView(edition),
      mentions: mentions.map(mentionView),
      adjusted: clone.adjusted.map(clockAdjustmentView),
    };
    return new Versioned(body, edition.version);
  }

  /** What is missing before it is published. */
  @Get(':key/checklist')
  @Answers(200, pageView(ChecklistItemView), 'Everything to look at, in order.')
  async checklist(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return { items: (await this.toDo.of(actor, key)).map(checklistItemView), next: null };
  }

  /** The texts that still speak of the edition that it was cloned from. */
  @Get(':key/mentions')
  @Answers(200, pageView(MentionView), 'All of them; empty for an edition that is not a clone.')
  async mentions(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return { items: (await this.mentionsLeft.of(actor, key)).map(mentionView), next: null };
  }
}
