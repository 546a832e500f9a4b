import { type AskedQuestion } from '../../../features/registration/index.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { EditionConsole, Remove } from '../parts/edition-console.js';
import { explainQuestion, NEW_ID } from './question-form.js';
import { QuestionFormFields } from './question-fields-form.js';
import { PREVIEW_SCRIPTS, QuestionPreview } from './question-preview.js';
import { type Shown } from './questions.page.js';

export const QUESTION_REFUSED = {
  needed: 'questions.refused.needed',
  changed: 'parts.changed',
} as const satisfies Record<string, TextKey>;

interface QuestionPageProps extends Shown {
  /** Null for one that is yet to be made. */
  question: AskedQuestion | null;
  /** How many have answered it. */
  answerers: number;
  form: EditState;
  /** All questions with what is in the form. */
  preview: readonly AskedQuestion[];
  refused: keyof typeof QUESTION_REFUSED | null;
}

/** `/organise/editions/{key}/questions/{id}`, and `…/new` */
export function QuestionPage({
  edition,
  question,
  questions,
  answerers,
  form,
  preview,
  refused,
  ...shown
}: QuestionPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/questions`;
  const place = question ? questions.findIndex(({ id }) => id === question.id) : questions.length;
  const common = { form, explain: explainQuestion(t) };
  return (
    <EditionConsole
      edition={edition}
      place="questions"
      title={question ? t('questions.edit') : t('questions.add')}
      note={<a href={base}>{t('questions.all')}</a>}
      refused={refused && t(QUESTION_REFUSED[refused])}
      scripts={[...EDIT_SCRIPTS, ...PREVIEW_SCRIPTS]}
    >
      <div class="split">
        <div>
          {question && answerers > 0 && <p class="note">{t('questions.answered', { count: answerers })}</p>}
          <EditForm
            class="form"
            submit={question ? t('questions.save') : t('questions.make')}
            labels={{
              label: t('questions.label'),
              help: t('questions.help'),
              kind: t('questions.kind'),
              required: t('questions.required'),
              options: t('questions.options'),
              showIf: t('questions.showIf'),
              'showIf.answer': t('questions.showIfAnswer'),
              categories: t('questions.categories'),
              eraseAfter: t('questions.eraseAfter'),
            }}
            {...common}
          >
            <QuestionFormFields
              languages={shown.languages}
              categories={shown.categories}
              earlier={questions.slice(0, place)}
              isAnswered={answerers > 0}
              {...common}
            />
          </EditForm>
          {question && (
            <Remove
              action={`${base}/${question.id}/remove`}
              version={question.version}
              ask={t('questions.removeAsk')}
              text={answerers > 0 ? t('questions.retireText', { count: answerers }) : t('questions.removeText')}
              button={answerers > 0 ? t('questions.retire') : t('questions.remove')}
            />
          )}
        </div>
        <QuestionPreview editionKey={edition.key} {...shown} questions={preview} current={question?.id ?? NEW_ID} />
      </div>
    </EditionConsole>
  );
}
