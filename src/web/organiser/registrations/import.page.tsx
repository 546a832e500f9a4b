import { type AskedQuestion, MAX_IMPORT_ROWS, type UnreadableImport } from '../../../features/registration/index.js';
import { type FieldError } from '../../../kernel/domain-error.js';
import { type Locale, type LocalisedText, LOCALES, textIn } from '../../../kernel/locale.js';
import { TableHead } from '../../layout/data-table.js';
import { ErrorSummary, type Explain, Field, type FormState, PostForm, valueOf } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey, type Translate } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { fileProblemText } from './import-words.js';

/** What has just happened (`?done=`). */
export const IMPORT_DONE = { discarded: 'import.discarded' } as const satisfies Record<string, TextKey>;

/** The columns that every edition knows. */
const FIELDS = [
  { head: 'import.head.email', about: 'import.about.email', required: true },
  { head: 'import.head.name', about: 'import.about.name', required: true },
  { head: 'import.head.nativeName', about: 'import.about.nativeName' },
  { head: 'import.head.institution', about: 'import.about.institution' },
  { head: 'import.head.affiliation', about: 'import.about.affiliation' },
  { head: 'import.head.country', about: 'import.about.country' },
  { head: 'import.head.timeZone', about: 'import.about.timeZone' },
  { head: 'import.head.locale', about: 'import.about.locale' },
] as const satisfies readonly { head: TextKey; about: TextKey; required?: boolean }[];

/** The columns that a file may have, as the reader's language calls them: of those heads each is understood. */
export function importHeads(t: Translate, locale: Locale, questions: readonly AskedQuestion[]): string[] {
  return [...FIELDS.map(({ head }) => t(head)), t('import.head.category'), ...askedOf(questions).map(labelIn(locale))];
}

/** Files cannot be imported. */
const askedOf = (questions: readonly AskedQuestion[]) => questions.filter(({ kind }) => kind !== 'file');

const labelIn =
  (locale: Locale) =>
  ({ label }: AskedQuestion) =>
    textIn(label, locale);

interface ImportPageProps {
  edition: EditionRef;
  categories: readonly { id: string; name: LocalisedText }[];
  questions: readonly AskedQuestion[];
  form: FormState;
  /** Why the file was refused. */
  unreadable: UnreadableImport | null;
  /** Bytes. */
  limit: number;
  done: keyof typeof IMPORT_DONE | null;
}

/** `/organise/editions/{key}/registrations/import` */
export function ImportPage(props: ImportPageProps) {
  const { edition, categories, done } = props;
  const { t } = useView();
  const base = `/organise/editions/${edition.key}`;
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={t('import.title')}
      note={t('import.note')}
      action={
        <a class="btn" href={`${base}/tasks`}>
          {t('tasks.title')}
        </a>
      }
      done={done && t(IMPORT_DONE[done])}
      scripts={['upload.js']}
    >
      {categories.length === 0 ? (
        <div class="empty">
          <p>{t('import.noCategories')}</p>
          <a class="btn" href={`${base}/categories`}>
            {t('import.addCategory')}
          </a>
        </div>
      ) : (
        <>
          <UploadForm {...props} />
          <Columns {...props} />
        </>
      )}
    </EditionConsole>
  );
}

const CODES: Record<string, TextKey> = {
  required: 'import.error.required',
  'too-large': 'import.error.tooLarge',
  'broken-upload': 'import.error.broken',
};

function explainImport(t: Translate, unreadable: UnreadableImport | null, limit: number): Explain {
  return ({ path, code }: FieldError) => {
    if (path === 'category') return t('import.error.category');
    if (unreadable && code === unreadable.code) return fileProblemText(unreadable, t);
    return t(CODES[code] ?? 'form.error.other', { limit });
  };
}

function UploadForm({ edition, categories, form, unreadable, limit }: ImportPageProps) {
  const { t, locale } = useView();
  const megabytes = Math.floor(limit / 1_000_000);
  const common = { form, explain: explainImport(t, unreadable, megabytes) };
  return (
    <>
      <ErrorSummary {...common} />
      <PostForm action={`/organise/editions/${edition.key}/registrations/import`} multipart>
        {categories.length > 1 && (
          <Field name="category" label={t('import.category')} help={t('import.categoryHelp')} {...common}>
            {(control) => (
              <select class="input" {...control}>
                <option value="">{t('import.noCategory')}</option>
                {categories.map(({ id, name }) => (
                  <option key={id} value={id} selected={valueOf(form, 'category') === id}>
                    {textIn(name, locale)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {/* The last field: the others are read before the file is. */}
        <Field
          name="file"
          label={t('import.file')}
          help={t('import.fileHelp', { limit: megabytes, rows: MAX_IMPORT_ROWS })}
          {...common}
        >
          {(control) => (
            <input class="input" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" required {...control} />
          )}
        </Field>
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit">
            {t('import.send')}
          </button>
        </div>
        <div
          class="stack-s"
          data-upload={limit}
          data-progress={t('import.progress', { sent: '%s', total: '%t' })}
          data-arrived={t('import.arrived')}
          data-stopped={t('import.stoppedUpload')}
          data-failed={t('import.failedUpload')}
          data-too-large={t('import.error.tooLarge', { limit: megabytes })}
          hidden
        >
          <progress max="100" value="0" aria-label={t('import.send')} />
          <p class="help" data-upload-words />
          <button class="btn" type="button">
            {t('import.stopUpload')}
          </button>
        </div>
        <p class="help" role="status" data-upload-status />
      </PostForm>
    </>
  );
}

function Columns({ edition, categories, questions }: ImportPageProps) {
  const { t, locale } = useView();
  const names = categories.map(({ name }) => textIn(name, locale)).join(t('list.separator'));
  const rows = [
    ...FIELDS.map((field) => ({ head: t(field.head), about: t(field.about), required: 'required' in field })),
    {
      head: t('import.head.category'),
      about: t('import.about.category', { names }),
      required: false,
    },
    ...askedOf(questions).map((question) => ({
      head: textIn(question.label, locale),
      about: aboutQuestion(question, t, locale),
      required: question.required,
    })),
  ];
  return (
    <section class="section" aria-labelledby="columns">
      <div class="section-head">
        <h2 id="columns">{t('import.columns')}</h2>
        <p>{t('import.columnsNote')}</p>
        <p>
          <a href={`/organise/editions/${edition.key}/registrations/import/template.csv`} download>
            {t('import.template')}
          </a>
        </p>
      </div>
      <div class="data">
        <table role="table">
          <TableHead columns={[{ text: t('import.column') }, { text: t('import.content') }]} />
          <tbody role="rowgroup">
            {rows.map(({ head, about, required }) => (
              <tr role="row" key={head}>
                <th role="rowheader" scope="row">
                  {head}
                  {required && <span class="small muted regular"> {t('import.required')}</span>}
                </th>
                <td role="cell" data-label={t('import.content')}>
                  {about}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const KINDS: Partial<Record<AskedQuestion['kind'], TextKey>> = {
  boolean: 'import.about.boolean',
  date: 'import.about.date',
  country: 'import.about.country',
};

function aboutQuestion({ kind, options }: AskedQuestion, t: Translate, locale: Locale): string {
  if (options === null) return t(KINDS[kind] ?? 'import.about.question');
  const names = options.map(({ label, value }) => (LOCALES.some((one) => label[one]) ? textIn(label, locale) : value));
  const text = names.join(t('list.separator'));
  return t(kind === 'choice' ? 'import.about.choice' : 'import.about.choices', { options: text });
}
