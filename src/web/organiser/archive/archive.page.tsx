import { type Locale, textIn } from '../../../kernel/locale.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { DocumentFacts, type DocumentItem } from '../../layout/document.js';
import { PostForm, TextField } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { EditionConsole, ReadOnly } from '../parts/edition-console.js';
import { explainArchive, FIGURES } from './archive-form.js';

export const ARCHIVE_DONE = {
  saved: 'archive.done.saved',
  uploaded: 'archive.done.uploaded',
  linked: 'archive.done.linked',
  changed: 'archive.done.changed',
  moved: 'archive.done.moved',
  removed: 'archive.done.removed',
} as const satisfies Record<string, TextKey>;

const FIGURE_TEXTS: Record<(typeof FIGURES)[number], TextKey> = {
  inPerson: 'archive.inPerson',
  online: 'archive.online',
  countries: 'archive.countries',
  institutions: 'archive.institutions',
};

interface ArchivePageProps {
  edition: EditionRef & { languages: readonly Locale[] };
  documents: DocumentItem[];
  /** Of the record; see `archive-form.ts` for the fields. */
  form: EditState;
  mayEdit: boolean;
  done: keyof typeof ARCHIVE_DONE | null;
}

/** `/organise/editions/{key}/archive` */
export function ArchivePage({ edition, documents, form, mayEdit, done }: ArchivePageProps) {
  const { t } = useView();
  const explain = explainArchive(t);
  const fields = <RecordFields edition={edition} form={form} />;
  return (
    <EditionConsole
      edition={edition}
      place="archive"
      title={t('console.archive')}
      note={t('archive.note')}
      done={done && t(ARCHIVE_DONE[done])}
      scripts={mayEdit ? EDIT_SCRIPTS : undefined}
    >
      <Documents edition={edition} documents={documents} mayEdit={mayEdit} />
      {mayEdit ? (
        <EditForm
          form={form}
          explain={explain}
          class="long-form"
          submit={t('archive.save')}
          labels={{
            summary: t('archive.summary'),
            website: t('archive.website'),
            ...Object.fromEntries(FIGURES.map((figure) => [`participants.${figure}`, t(FIGURE_TEXTS[figure])])),
          }}
        >
          {fields}
        </EditForm>
      ) : (
        <ReadOnly>{fields}</ReadOnly>
      )}
    </EditionConsole>
  );
}

function RecordFields({ edition, form }: Pick<ArchivePageProps, 'edition' | 'form'>) {
  const { t } = useView();
  const common = { form, explain: explainArchive(t) };
  return (
    <section class="section" aria-labelledby="record">
      <div class="section-head">
        <h2 id="record">{t('archive.record')}</h2>
        <p>{t('archive.recordNote')}</p>
      </div>
      <div class="form">
        <LocalisedField
          name="summary"
          label={t('archive.summary')}
          help={t('archive.summaryHelp')}
          languages={edition.languages}
          multiline
          maxLength={10_000}
          {...common}
        />
        <TextField
          name="website"
          type="url"
          inputMode="url"
          verbatim
          label={t('archive.website')}
          help={t('archive.websiteHelp')}
          optional
          maxLength={2000}
          {...common}
        />
        {FIGURES.map((figure) => (
          <TextField
            key={figure}
            name={`participants.${figure}`}
            label={t(FIGURE_TEXTS[figure])}
            optional
            inputMode="numeric"
            maxLength={8}
            {...common}
          />
        ))}
      </div>
    </section>
  );
}

function Documents({ edition, documents, mayEdit }: Pick<ArchivePageProps, 'edition' | 'documents' | 'mayEdit'>) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/archive`;
  return (
    <section class="section no-rule" aria-labelledby="files">
      <div class="section-head">
        <h2 id="files">{t('archive.files')}</h2>
        {documents.length > 1 && <p>{t('archive.filesNote')}</p>}
      </div>
      <div class="stack">
        {mayEdit && (
          <div class="row">
            <a class="btn btn-primary" href={`${base}/upload`}>
              {t('archive.upload')}
            </a>
            <a class="btn" href={`${base}/link`}>
              {t('archive.link')}
            </a>
          </div>
        )}
        {documents.length === 0 ? (
          <EmptyList clear={null} title={t('archive.none')} text={t('archive.noneText')} />
        ) : (
          <Table base={base} documents={documents} mayEdit={mayEdit} />
        )}
      </div>
    </section>
  );
}

function Table({ base, documents, mayEdit }: { base: string; documents: DocumentItem[]; mayEdit: boolean }) {
  const { t } = useView();
  const isOrdered = mayEdit && documents.length > 1;
  const columns = [
    t('archive.title'),
    t('archive.kind'),
    t('archive.what'),
    ...(isOrdered ? [t('archive.order')] : []),
  ];
  return (
    <div class="data">
      <table role="table">
        <TableHead columns={columns.map((text) => ({ text }))} />
        <tbody role="rowgroup">
          {documents.map((document, index) => (
            <tr role="row" key={document.id}>
              <th role="rowheader" scope="row">
                <a href={mayEdit ? `${base}/${document.id}` : document.href}>
                  <Localised text={document.title} />
                </a>
              </th>
              <td role="cell" data-label={t('archive.kind')}>
                {document.kind === 'document' ? t('archive.document') : t('archive.recording')}
              </td>
              <td role="cell" data-label={t('archive.what')}>
                <DocumentFacts document={document} />
              </td>
              {isOrdered && (
                <td role="cell" data-label={t('archive.order')}>
                  <div class="row">
                    {index > 0 && <Move base={base} document={document} place={index} move={UP} />}
                    {index < documents.length - 1 && (
                      <Move base={base} document={document} place={index + 2} move={DOWN} />
                    )}
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const UP = { word: 'archive.up', sign: '↑' } as const;
const DOWN = { word: 'archive.down', sign: '↓' } as const;

function Move(props: { base: string; document: DocumentItem; place: number; move: typeof UP | typeof DOWN }) {
  const { t, locale } = useView();
  const { base, document, place, move } = props;
  return (
    <PostForm action={`${base}/${document.id}/move`} class="row">
      <input type="hidden" name="place" value={place} />
      <button class="btn btn-quiet" type="submit">
        <span aria-hidden="true">{move.sign}</span>
        <span class="vh">
          {t(move.word)}: {textIn(document.title, locale)}
        </span>
      </button>
    </PostForm>
  );
}
