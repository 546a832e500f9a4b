import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type VNode } from 'preact';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  CreateQuestionInput,
  QuestionAnswered,
  QuestionQueries,
  QuestionsService,
  RegistrationQueries,
  TooManyQuestions,
  UpdateQuestionInput,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { type DomainError, type FieldError, InvalidInput } from '../../../kernel/domain-error.js';
import { type Locale, LOCALES } from '../../../kernel/locale.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { Pages } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { type EditPlan } from '../forms/console-forms.js';
import { type EditState } from '../forms/edit-state.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { EditionDesk } from '../parts/edition-desk.js';
import {
  atFormFields,
  draftQuestion,
  NEW_ID,
  NEW_QUESTION,
  questionInput,
  questionValues,
  withDraft,
} from './question-form.js';
import { PreviewBody } from './question-preview.js';
import { QUESTION_REFUSED, QuestionPage } from './question.page.js';
import { QUESTIONS_DONE, QUESTIONS_REFUSED, QuestionsPage } from './questions.page.js';

/** Puts the pages of the form builder together, and says how a question is read and saved. */
@Injectable()
export class QuestionPages {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly queries: QuestionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly service: QuestionsService,
  ) {}

  async list(actor: Actor, key: string, request: FastifyRequest): Promise<VNode> {
    const edition = await this.desk.open(actor, key);
    return (
      <QuestionsPage
        {...await this.shown(edition, request)}
        mayEdit={this.desk.may(actor, 'question.edit', edition)}
        done={doneOf(request, QUESTIONS_DONE)}
        refused={refusedOf(request, QUESTIONS_REFUSED)}
      />
    );
  }

  /** What the preview shows while a question is typed. */
  async preview(actor: Actor, key: string, sent: Answers, request: FastifyRequest): Promise<VNode> {
    const edition = await this.desk.open(actor, key, 'question.edit');
    const shown = await this.shown(edition, request);
    const current = textOf(sent, PREVIEW_FIELDS.question);
    const language = shown.languages.find((one) => one === textOf(sent, PREVIEW_FIELDS.language)) ?? shown.language;
    const questions = current ? withDraft(shown.questions, draftQuestion(sent, current)) : shown.questions;
    return <PreviewBody {...shown} editionKey={key} questions={questions} language={language} current={current} />;
  }

  async newPlan(actor: Actor, key: string, request: FastifyRequest): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'question.edit');
    const base = `/organise/editions/${key}/questions`;
    return {
      name: `edition:${key}:questions:new`,
      path: `${base}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: NEW_QUESTION }),
      page: (form) => this.page(edition, null, form, request),
      save: async (answers) => {
        await this.service.create(actor, key, readInput(CreateQuestionInput, questionInput(answers)));
        return `${base}?done=created`;
      },
      errorsOf,
      lists: LISTS,
    };
  }

  async planOf(actor: Actor, key: string, id: string, request: FastifyRequest): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'question.edit');
    await this.queries.byId(edition, id);
    const base = `/organise/editions/${key}/questions`;
    return {
      name: `edition:${key}:questions:${id}`,
      path: `${base}/${id}`,
      object: { kind: 'question', id },
      current: async () => {
        const question = await this.queries.byId(edition, id);
        return { version: question.version, answers: questionValues(question) };
      },
      page: (form) => this.page(edition, id, form, request),
      save: async (answers, version) => {
        const input = readInput(UpdateQuestionInput, questionInput(answers));
        await this.service.update(actor, key, id, input, version);
        return `${base}?done=saved`;
      },
      errorsOf,
      lists: LISTS,
    };
  }

  /** Puts one question at a place, counted from one, and leaves the others in their order. @throws NotFound, InvalidInput */
  async move(actor: Actor, key: string, id: string, place: number): Promise<void> {
    const edition = await this.desk.open(actor, key, 'question.edit');
    const { id: known } = await this.queries.byId(edition, id);
    const ids = (await this.queries.asked(edition.id)).map((question) => question.id).filter((one) => one !== known);
    ids.splice(Math.max(0, Math.min(place, ids.length + 1) - 1), 0, known);
    await this.service.reorder(actor, key, { ids });
  }

  private async page(
    edition: EditionDetails,
    id: string | null,
    form: EditState,
    request: FastifyRequest,
  ): Promise<VNode> {
    const shown = await this.shown(edition, request);
    const question = shown.questions.find((one) => one.id === id) ?? null;
    return (
      <QuestionPage
        {...shown}
        question={question}
        answerers={question ? await this.queries.answerers(edition, question.id) : 0}
        form={form}
        preview={withDraft(shown.questions, draftQuestion(form.values, id ?? NEW_ID))}
        refused={refusedOf(request, QUESTION_REFUSED)}
      />
    );
  }

  private async shown(edition: EditionDetails, request: FastifyRequest) {
    const [questions, { items: categories }] = await Promise.all([
      this.queries.asked(edition.id),
      this.registrations.categories(edition),
    ]);
    const languages: readonly Locale[] = edition.languages.length > 0 ? edition.languages : LOCALES;
    const { preview } = request.query as Record<string, unknown>;
    const { locale } = this.pages.viewOf(request);
    const language =
      languages.find((one) => one === preview) ?? languages.find((one) => one === locale) ?? languages[0]!;
    return { edition: editionRef(edition), questions, categories, languages, language };
  }
}

/** With which the script of the preview says what it is about. */
const PREVIEW_FIELDS = { question: '_question', language: '_language' } as const;

/** Rows are compared as one when two people have changed them. */
const LISTS = ['options', 'categories'] as const;

/** What can be mended in the form. */
function errorsOf(error: DomainError): FieldError[] | null {
  if (error instanceof QuestionAnswered) return [{ path: 'kind', code: error.code, message: error.message }];
  if (error instanceof TooManyQuestions) return [{ path: '', code: error.code, message: error.message }];
  return error instanceof InvalidInput ? atFormFields(error.errors) : null;
}
