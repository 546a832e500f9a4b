import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import { EditionExtensions, type EditionText, textsOf } from '../editions/index.js';
import { copiedQuestions } from './domain/copied-questions.js';
import { CategoriesCopied } from './domain/registration.events.js';
import { Question } from './entities/question.entity.js';
import { QuestionQueries } from './questions.queries.js';
import { keepWordings, questionsOf } from './question-rows.js';

/** What questions add to an edition: to its texts and its clone. */
@Injectable()
export class QuestionsOfEdition implements OnModuleInit {
  constructor(
    private readonly queries: QuestionQueries,
    private readonly events: EventBus,
    private readonly extensions: EditionExtensions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.extensions.register({ texts: (editionId) => this.texts(editionId) });
    // Not at `EditionCloned`: questions name categories, so the copies of those must be there first.
    this.events.on(CategoriesCopied, async (tx, event) => {
      if (event.include.includes('questions')) await this.copy(tx, event);
    });
  }

  private async texts(editionId: string): Promise<EditionText[]> {
    return (await this.queries.asked(editionId)).flatMap(({ id, label, help, options }) => [
      ...textsOf({ place: 'question', id, path: 'label' }, label),
      ...textsOf({ place: 'question', id, path: 'help' }, help),
      ...(options ?? []).flatMap((option, index) =>
        textsOf({ place: 'question', id, path: `options.${index}.label` }, option.label),
      ),
    ]);
  }

  /** As they are asked now; nobody has answered the copies. */
  private async copy(tx: Tx, { sourceId, targetId, copies }: CategoriesCopied): Promise<void> {
    const sources = await questionsOf(tx, sourceId);
    const ids = newIds(sources.length);
    const now = this.clock.now();
    const questions = copiedQuestions(sources, ids, copies).map((question) => ({
      ...question,
      editionId: targetId,
      version: 1,
      createdAt: now,
    }));
    await tx.manager.insert(Question, questions);
    await keepWordings(tx, ids, now);
  }
}
