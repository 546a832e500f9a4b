import { type AskedQuestion } from '../../../features/registration/index.js';
import { hasText, type Locale, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { QuestionFields } from '../../attendee/question-fields.js';
import { hrefWith } from '../../layout/hrefs.js';
import { languageName } from '../../layout/shell.js';
import { useView, ViewContext } from '../../layout/view-context.js';
import { translatorFor } from '../../texts.js';
import { NEW_ID } from './question-form.js';

export interface PreviewProps {
  editionKey: string;
  questions: readonly AskedQuestion[];
  categories: readonly { id: string; name: LocalisedText }[];
  languages: readonly Locale[];
  /** Whose eyes to look with. */
  language: Locale;
  /** The question that is being made or changed. */
  current?: string;
  /** Not what is asked, but what could be. */
  isExample?: boolean;
}

/** The scripts of a page with a preview. */
export const PREVIEW_SCRIPTS = ['questions.js', 'builder.js'] as const;

/** The questions as people who register see them. With the script it follows what is typed. */
export function QuestionPreview(props: PreviewProps) {
  const { t, path } = useView();
  const { editionKey, languages, language, current, isExample } = props;
  return (
    <aside
      class="card preview"
      aria-labelledby="preview"
      data-preview={`/organise/editions/${editionKey}/questions/preview`}
      data-current={current}
    >
      <h2 id="preview">{isExample ? t('questions.preview.example') : t('questions.preview.title')}</h2>
      <p class="help">{t('questions.preview.text')}</p>
      {languages.length > 1 && (
        <nav class="seg" aria-label={t('questions.preview.language')}>
          {languages.map((one) => (
            <a
              key={one}
              href={`${hrefWith(path, { preview: one })}#preview`}
              lang={one}
              aria-current={one === language ? 'true' : undefined}
              data-language={one}
            >
              {languageName(one)}
            </a>
          ))}
        </nav>
      )}
      <PreviewBody {...props} />
    </aside>
  );
}

/** The part of the preview that is fetched again. */
export function PreviewBody({ questions, categories, language, current = NEW_ID }: PreviewProps) {
  const view = useView();
  const t = translatorFor(language);
  const named = questions.map((question) =>
    hasText(question.label) ? question : { ...question, label: { [language]: t('questions.preview.unnamed') } },
  );
  return (
    <ViewContext.Provider value={{ ...view, t, locale: language }}>
      <div class="form" lang={language} data-preview-body data-questions>
        {categories.length > 1 && questions.some((question) => question.categories) && (
          <div class="field" hidden data-script-only>
            <label for="preview-category">{t('register.category')}</label>
            <select class="input" id="preview-category" name="category">
              <option value="">{t('questions.preview.anyCategory')}</option>
              {categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {textIn(name, language)}
                </option>
              ))}
            </select>
          </div>
        )}
        {questions.length === 0 && <p class="muted">{t('questions.preview.none')}</p>}
        <QuestionFields
          questions={named}
          categoryIds={categories.length > 0 ? categories.map(({ id }) => id) : [NEW_ID]}
          categories={categories}
          values={{}}
          errors={[]}
          current={current}
        />
      </div>
    </ViewContext.Provider>
  );
}
