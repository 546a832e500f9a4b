import { type ComponentChildren } from 'preact';
import { type Locale, LOCALES, textIn } from '../../../kernel/locale.js';
import { ACCEPTED_EXTENSIONS } from '../../../platform/files/file-types.js';
import { DocumentFacts, type DocumentItem, languageText } from '../../layout/document.js';
import { ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { EditionConsole, Remove } from '../parts/edition-console.js';
import { type Common, Radios } from '../parts/fields.js';
import { explainArchive } from './archive-form.js';

export const DOCUMENT_REFUSED = { changed: 'parts.changed' } as const;

type Edition = EditionRef & { languages: readonly Locale[] };

/** Title, kind and language: of a link and of a file alike. */
function About({ languages, ...common }: Common & { languages: readonly Locale[] }) {
  const { t, locale } = useView();
  const chosen = valueOf(common.form, 'language');
  const choices = [...LOCALES, ...(chosen && !LOCALES.some((one) => one === chosen) ? [chosen] : [])];
  return (
    <>
      <LocalisedField name="title" label={t('archive.title')} languages={languages} required {...common} />
      <Radios
        name="kind"
        label={t('archive.kind')}
        otherwise="document"
        options={[
          { value: 'document', text: t('archive.document') },
          { value: 'recording', text: t('archive.recording') },
        ]}
        {...common}
      />
      <Field name="language" label={t('archive.language')} optional {...common}>
        {(control) => (
          <select class="input" {...control}>
            <option value="">{t('archive.noLanguage')}</option>
            {choices.map((tag) => (
              <option key={tag} value={tag} selected={tag === chosen}>
                {languageText(locale, tag)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function Address(common: Common) {
  const { t } = useView();
  return (
    <TextField name="url" type="url" inputMode="url" verbatim label={t('archive.url')} maxLength={2000} {...common} />
  );
}

function BackLink({ edition }: { edition: Edition }) {
  const { t } = useView();
  return (
    <a class="btn" href={`/organise/editions/${edition.key}/archive`}>
      {t('console.archive')}
    </a>
  );
}

/** `/organise/editions/{key}/archive/link` */
export function LinkPage({ edition, form }: { edition: Edition; form: EditState }) {
  const { t } = useView();
  const common = { form, explain: explainArchive(t) };
  return (
    <EditionConsole
      edition={edition}
      place="archive"
      title={t('archive.link')}
      note={t('archive.linkNote')}
      action={<BackLink edition={edition} />}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm {...common} submit={t('archive.sendLink')} labels={{}}>
        <Address {...common} />
        <About languages={edition.languages} {...common} />
      </EditForm>
    </EditionConsole>
  );
}

/** `/organise/editions/{key}/archive/{id}` */
export function DocumentPage({
  edition,
  document,
  version,
  form,
  refused,
}: {
  edition: Edition;
  document: DocumentItem;
  version: number;
  form: EditState;
  refused: keyof typeof DOCUMENT_REFUSED | null;
}) {
  const { t, locale } = useView();
  const common = { form, explain: explainArchive(t) };
  const title = textIn(document.title, locale);
  const action = `/organise/editions/${edition.key}/archive/${document.id}/remove`;
  return (
    <EditionConsole
      edition={edition}
      place="archive"
      title={title}
      note={<Kept document={document} />}
      action={<BackLink edition={edition} />}
      refused={refused && t(DOCUMENT_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        {...common}
        submit={t('archive.saveItem')}
        labels={{
          title: t('archive.title'),
          kind: t('archive.kind'),
          language: t('archive.language'),
          url: t('archive.url'),
        }}
      >
        {document.file === null && <Address {...common} />}
        <About languages={edition.languages} {...common} />
      </EditForm>
      <Remove
        action={action}
        version={version}
        ask={t('archive.remove', { title })}
        text={document.file ? t('archive.removeFile') : t('archive.removeLink')}
        button={t('archive.remove', { title })}
      />
    </EditionConsole>
  );
}

function Kept({ document }: { document: DocumentItem }): ComponentChildren {
  const { t } = useView();
  if (document.file === null) return <DocumentFacts document={document} />;
  return (
    <>
      <a href={document.href}>{t('archive.download')}</a> <DocumentFacts document={document} />
      {t('list.stop')} {t('archive.ofFile')}
    </>
  );
}

/** `/organise/editions/{key}/archive/upload`. With the script the file's way can be watched, and broken off. */
export function UploadPage({ edition, form, limit }: { edition: Edition; form: FormState; limit: number }) {
  const { t } = useView();
  const megabytes = Math.floor(limit / 1_000_000);
  const common = { form, explain: explainArchive(t, megabytes) };
  const title = t('archive.upload');
  return (
    <EditionConsole
      edition={edition}
      place="archive"
      title={title}
      note={t('archive.uploadNote')}
      action={<BackLink edition={edition} />}
      scripts={['upload.js']}
    >
      <ErrorSummary {...common} />
      <PostForm action={`/organise/editions/${edition.key}/archive/upload`} multipart>
        <About languages={edition.languages} {...common} />
        {/* The last field: the others are read before the file is. */}
        <Field name="file" label={t('archive.file')} help={t('archive.fileHelp', { limit: megabytes })} {...common}>
          {(control) => <input class="input" type="file" accept={ACCEPTED_EXTENSIONS} required {...control} />}
        </Field>
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit">
            {t('archive.sendFile')}
          </button>
        </div>
        <div
          class="stack-s"
          data-upload={limit}
          data-progress={t('archive.progress', { sent: '%s', total: '%t' })}
          data-arrived={t('archive.arrived')}
          data-stopped={t('archive.stopped')}
          data-failed={t('archive.failed')}
          data-too-large={t('archive.error.tooLarge', { limit: megabytes })}
          hidden
        >
          <progress max="100" value="0" aria-label={t('archive.sendFile')} />
          <p class="help" data-upload-words />
          <button class="btn" type="button">
            {t('archive.stop')}
          </button>
        </div>
        <p class="help" role="status" data-upload-status />
      </PostForm>
    </EditionConsole>
  );
}
