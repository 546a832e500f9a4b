import { type ComponentChildren } from 'preact';
import { type AskedQuestion } from '../../../features/registration/index.js';
import { type Locale, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { answerWords } from '../../attendee/question-fields.js';
import { PostForm } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { KIND_TEXTS } from './question-form.js';
import { PREVIEW_SCRIPTS, type PreviewProps, QuestionPreview } from './question-preview.js';

export const QUESTIONS_DONE = {
  created: 'questions.done.created',
  saved: 'questions.done.saved',
  moved: 'questions.done.moved',
  removed: 'questions.done.removed',
  retired: 'questions.done.retired',
} as const satisfies Record<string, TextKey>;

export const QUESTIONS_REFUSED = { order: 'questions.refused.order' } as const satisfies Record<string, TextKey>;

/** What both pages of the builder show. */
export type Shown = Pick<PreviewProps, 'categories' | 'languages' | 'language'> & {
  edition: EditionRef;
  questions: readonly AskedQuestion[];
};

interface QuestionsPageProps extends Shown {
  mayEdit: boolean;
  done: keyof typeof QUESTIONS_DONE | null;
  refused: keyof typeof QUESTIONS_REFUSED | null;
}

/** `/organise/editions/{key}/questions` */
export function QuestionsPage(props: QuestionsPageProps) {
  const { t } = useView();
  const { edition, questions, mayEdit, done, refused } = props;
  const base = `/organise/editions/${edition.key}/questions`;
  const add = mayEdit && (
    <a class="btn btn-primary" href={`${base}/new`}>
      {t('questions.add')}
    </a>
  );
  return (
    <EditionConsole
      edition={edition}
      place="questions"
      title={t('console.questions')}
      note={t('questions.note')}
      action={questions.length > 0 && add}
      done={done && t(QUESTIONS_DONE[done])}
      refused={refused && t(QUESTIONS_REFUSED[refused])}
      scripts={PREVIEW_SCRIPTS}
    >
      {questions.length === 0 ? (
        <Nothing {...props} add={add} />
      ) : (
        <div class="split">
          <QuestionList {...props} base={base} />
          <QuestionPreview editionKey={edition.key} {...props} />
        </div>
      )}
    </EditionConsole>
  );
}

/** Why there is nothing, and what it could be. */
function Nothing(props: QuestionsPageProps & { add: ComponentChildren }) {
  const { t, locale } = useView();
  const { edition, add } = props;
  const text = (key: TextKey): LocalisedText => ({ [locale]: t(key) });
  const common = { version: 1, required: false, options: null, categories: null, eraseAfter: null, retiredAt: null };
  const visa = { ...common, id: 'example-1', position: 1, kind: 'boolean' as const, help: null, showIf: null };
  const passport = { ...common, id: 'example-2', position: 2, kind: 'text' as const, required: true };
  const example: AskedQuestion[] = [
    { ...visa, label: text('questions.example.visa') },
    {
      ...passport,
      label: text('questions.example.passport'),
      help: text('questions.example.passportHelp'),
      showIf: { question: 'example-1', equals: true },
    },
  ];
  return (
    <div class="split">
      <div class="empty">
        <h2>{t('questions.none')}</h2>
        <p>{t('questions.noneText')}</p>
        {add && <p>{add}</p>}
      </div>
      <QuestionPreview
        {...props}
        editionKey={edition.key}
        questions={example}
        languages={[]}
        language={locale}
        isExample
      />
    </div>
  );
}

function QuestionList({ questions, categories, mayEdit, base }: QuestionsPageProps & { base: string }) {
  const { t } = useView();
  const isOrdered = mayEdit && questions.length > 1;
  return (
    <div class="stack-s">
      {isOrdered && (
        <p class="help" hidden data-script-only>
          {t('questions.orderHelp')}
        </p>
      )}
      <ol class="stack-s" role="list" data-order={isOrdered ? '' : undefined}>
        {questions.map((question, index) => (
          <li class="card" key={question.id} data-id={question.id} data-place={index + 1}>
            <div class="card-head">
              <h2>
                {index + 1}.{' '}
                {mayEdit ? (
                  <a href={`${base}/${question.id}`}>
                    <Localised text={question.label} />
                  </a>
                ) : (
                  <Localised text={question.label} />
                )}
              </h2>
              {isOrdered && (
                <div class="row">
                  {index > 0 && <Move {...{ base, question, place: index, move: UP }} />}
                  {index < questions.length - 1 && <Move {...{ base, question, place: index + 2, move: DOWN }} />}
                </div>
              )}
            </div>
            <Facts question={question} questions={questions} categories={categories} />
          </li>
        ))}
      </ol>
      <p
        class="vh"
        role="status"
        data-order-words={t('questions.movedTo', { label: '%l', place: '%p', count: '%c' })}
      />
    </div>
  );
}

const UP = { name: 'up', word: 'questions.up', sign: '↑', key: 'Alt+ArrowUp' } as const;
const DOWN = { name: 'down', word: 'questions.down', sign: '↓', key: 'Alt+ArrowDown' } as const;

function Move(props: { base: string; question: AskedQuestion; place: number; move: typeof UP | typeof DOWN }) {
  const { t, locale } = useView();
  const { base, question, place, move } = props;
  return (
    <PostForm action={`${base}/${question.id}/move`} class="row">
      <input type="hidden" name="place" value={place} />
      <button class="btn btn-icon" type="submit" data-move={move.name} aria-keyshortcuts={move.key}>
        <span aria-hidden="true">{move.sign}</span>
        <span class="vh">
          {t(move.word)}: {textIn(question.label, locale)}
        </span>
      </button>
    </PostForm>
  );
}

/** Of what kind it is, who is asked, and how often it has been changed. */
function Facts({
  question,
  questions,
  categories,
}: Pick<QuestionsPageProps, 'questions' | 'categories'> & { question: AskedQuestion }) {
  const { t, locale } = useView();
  const { kind, required, options, showIf, version, eraseAfter } = question;
  const other = questions.find(({ id }) => id === showIf?.question);
  const names = categories
    .filter(({ id }) => question.categories?.includes(id))
    .map(({ name }) => textIn(name, locale));
  const days = /^P(\d+)D$/.exec(eraseAfter ?? '')?.[1];
  const facts = [
    options ? t('questions.fact.kindWith', { kind: t(KIND_TEXTS[kind]), count: options.length }) : t(KIND_TEXTS[kind]),
    required ? t('questions.fact.required') : t('questions.fact.optional'),
    ...(question.categories ? [t('question.onlyFor', { categories: names.join(t('list.separator')) })] : []),
    ...(showIf && other ? [conditionWords(other, showIf.equals, { t, locale })] : []),
    ...(eraseAfter
      ? [
          days
            ? t('questions.fact.eraseDays', { count: Number(days) })
            : t('questions.fact.erase', { period: eraseAfter }),
        ]
      : []),
    t('questions.fact.version', { version }),
  ];
  return (
    <ul class="small muted" role="list">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function conditionWords(
  other: AskedQuestion,
  equals: unknown,
  { t, locale }: { t: ReturnType<typeof useView>['t']; locale: Locale },
) {
  const question = textIn(other.label, locale);
  if (other.kind === 'boolean') {
    return equals === true ? t('question.onlyIfTicked', { question }) : t('question.onlyIfNot', { question });
  }
  return t('question.onlyIf', { question, answer: answerWords(other, equals, locale) });
}
