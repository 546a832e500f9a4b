import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised, type Locale, type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService, partOf } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { QuestionAnswered, QuestionNeeded, TooManyQuestions } from './domain/question.errors.js';
import { hasOptions } from './domain/question.js';
import {
  checkDependents,
  checkOptions,
  checkOrder,
  isNeeded,
  MAX_QUESTIONS,
  readCondition,
  readOptions,
} from './domain/question-rules.js';
import { Question } from './entities/question.entity.js';
import {
  type CreateQuestionInput,
  type ReorderQuestionsInput,
  type UpdateQuestionInput,
} from './inputs/question.input.js';
import { keepWordings, questionsOf } from './question-rows.js';

/** What becomes of a question that is removed: one that people have answered is asked no more, and its answers stay. */
export type QuestionRemoval = 'removed' | 'retired';

/** What an edition asks those who register. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly clock: Clock,
  ) {}

  /** Asked after all others. @throws NotFound, InvalidInput, TooManyQuestions */
  async create(actor: Actor, editionKey: string, input: CreateQuestionInput): Promise<string> {
    return this.change(actor, editionKey, async (tx, edition, questions) => {
      if (questions.length >= MAX_QUESTIONS) throw new TooManyQuestions();
      const now = this.clock.now();
      const question = tx.manager.create(Question, {
        ...{ id: newId(), editionId: edition.id, showIf: null, options: null, categories: null },
        position: (questions.at(-1)?.position ?? 0) + 1,
        ...{ version: 1, retiredAt: null, createdAt: now },
      });
      await this.apply(tx, edition, questions, question, input);
      await tx.manager.insert(Question, question);
      await keepWordings(tx, [question.id], now);
      await this.record(tx, actor, question, { action: 'question.create', after: input });
      return question.id;
    });
  }

  /**
   * Whoever has answered keeps the question that they answered: its words of that time are kept under the old version.
   * @throws NotFound, StaleVersion, InvalidInput, QuestionAnswered
   */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateQuestionInput,
    version?: number,
  ): Promise<void> {
    await this.change(actor, editionKey, async (tx, edition, questions) => {
      const question = found(questions, id);
      expectVersion(question, version);
      const isOtherKind = input.kind !== undefined && input.kind !== question.kind;
      if (isOtherKind && (await this.isAnswered(tx, question))) throw new QuestionAnswered();
      const before = partOf(question, input);
      const words = wordsOf(question);
      question.version += 1;
      await this.apply(tx, edition, questions, question, input);
      checkDependents(question, questions);
      await tx.manager.save(question);
      if (wordsOf(question) !== words) await keepWordings(tx, [id], this.clock.now());
      await this.record(tx, actor, question, { action: 'question.update', before, after: input });
    });
  }

  /** @throws NotFound, StaleVersion, QuestionNeeded */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<QuestionRemoval> {
    return this.change(actor, editionKey, async (tx, _edition, questions) => {
      const question = found(questions, id);
      expectVersion(question, version);
      if (isNeeded(id, questions)) throw new QuestionNeeded();
      const isAnswered = await this.isAnswered(tx, question);
      const { label, kind } = question;
      // Retired in any case: somebody may be answering at this moment. What nobody has answered goes a day later.
      question.version += 1;
      question.retiredAt = this.clock.now();
      await tx.manager.save(question);
      await this.record(tx, actor, question, {
        action: 'question.delete',
        before: { label, kind },
        ...(isAnswered ? { after: { retired: true } } : {}),
      });
      return isAnswered ? 'retired' : 'removed';
    });
  }

  /** All questions, in the order that they are to have. @throws NotFound, InvalidInput */
  async reorder(actor: Actor, editionKey: string, { ids }: ReorderQuestionsInput): Promise<void> {
    await this.change(actor, editionKey, async (tx, edition, questions) => {
      checkOrder(ids, questions);
      await tx.query(
        `UPDATE question SET position = place.position
         FROM unnest($1::uuid[]) WITH ORDINALITY AS place (id, position) WHERE question.id = place.id`,
        [ids],
      );
      await this.audit.record(tx, actor, {
        action: 'question.reorder',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        before: { questions: questions.map(({ id }) => id) },
        after: { questions: ids },
      });
    });
  }

  /** One change of an edition's questions at a time, since conditions and order are about several of them. */
  private async change<T>(
    actor: Actor,
    editionKey: string,
    work: (tx: Tx, edition: EditionDetails, questions: Question[]) => Promise<T>,
  ): Promise<T> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'question.edit', edition.scope);
    return this.database.transaction(async (tx) => {
      // Not FOR UPDATE: that would keep people from registering meanwhile.
      const [row] = await tx.query('SELECT 1 FROM edition WHERE id = $1 FOR NO KEY UPDATE', [edition.id]);
      if (!row) throw new NotFound('The edition');
      return work(tx, edition, await questionsOf(tx, edition.id));
    });
  }

  /** @throws InvalidInput */
  private async apply(
    tx: Tx,
    edition: EditionDetails,
    questions: readonly Question[],
    question: Question,
    { label, help, options, showIf, categories, ...plain }: UpdateQuestionInput,
  ): Promise<void> {
    const language = edition.languages[0] ?? 'en';
    Object.assign(question, plain);
    if (label !== undefined) question.label = asLocalised(label, language);
    if (help !== undefined) question.help = helpOf(help, language);
    if (options !== undefined) question.options = options && readOptions(options, language);
    else if (!hasOptions(question.kind)) question.options = null;
    checkOptions(question);
    if (showIf !== undefined) question.showIf = showIf && readCondition(question.id, showIf, questions);
    if (categories !== undefined) question.categories = await categoriesOf(tx, edition.id, categories);
  }

  private async isAnswered(tx: Tx, { id, editionId }: Question): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM registration WHERE edition_id = $1 AND answers ? $2 LIMIT 1', [
      editionId,
      id,
    ]);
    return rows.length > 0;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    { id, editionId, version }: Question,
    change: { action: string; before?: object; after?: object },
  ): Promise<void> {
    await this.audit.record(tx, actor, { ...change, object: { kind: 'question', id }, editionId, version });
  }
}

/** @throws NotFound */
function found(questions: readonly Question[], id: string): Question {
  const question = questions.find((one) => one.id === id);
  if (!question) throw new NotFound('The question');
  return question;
}

/** What somebody who answers has before their eyes. */
const wordsOf = ({ label, kind, options }: Question): string => JSON.stringify([label, kind, options]);

/** An empty text is none. */
function helpOf(help: string | LocalisedText | null, language: Locale): LocalisedText | null {
  if (help === null || help === '') return null;
  return asLocalised(help, language);
}

/** @throws InvalidInput when one of them is not of the edition */
async function categoriesOf(tx: Tx, editionId: string, ids: readonly string[] | null): Promise<string[] | null> {
  if (ids === null || ids.length === 0) return null;
  const own = await tx.query<{ id: string }>(
    'SELECT id FROM category WHERE edition_id = $1 AND id = ANY ($2::uuid[]) ORDER BY position, id',
    [editionId, ids],
  );
  if (own.length !== new Set(ids).size)
    throw InvalidInput.at('categories', 'unknown-category', 'There is no such category in this edition.');
  return own.map(({ id }) => id);
}
