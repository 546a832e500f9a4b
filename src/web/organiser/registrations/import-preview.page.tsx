import {
  type EncodingChoice,
  type ForeseenRow,
  IMPORT_FATES,
  type ImportEncoding,
  type ImportFate,
  type ImportMode,
  type ImportPreview,
  type PreparedImport,
  type UnreadableImport,
} from '../../../features/registration/index.js';
import { TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { PostForm } from '../../layout/form.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Name } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole } from '../parts/edition-console.js';
import { ENCODING_TEXTS, FATE_LOOKS, FATE_TEXTS, fileProblemText, problemText } from './import-words.js';

const REGISTERED: readonly ImportFate[] = ['confirmed', 'waitlisted', 'pending'];

interface Common {
  edition: EditionRef;
  prepared: PreparedImport;
}

interface PreviewProps extends Common {
  preview: ImportPreview;
  /** Which the rows are narrowed to. */
  fate: ImportFate | null;
  /** Null: UTF-8. */
  encoding: ImportEncoding | null;
}

const pathOf = ({ edition, prepared }: Common) =>
  `/organise/editions/${edition.key}/registrations/import/${prepared.id}`;

const goodOf = ({ totals }: ImportPreview) => REGISTERED.reduce((sum, fate) => sum + totals[fate], 0);

/** `/organise/editions/{key}/registrations/import/{id}`: what would become of each row. */
export function ImportPreviewPage(props: PreviewProps) {
  const { edition, prepared, preview, encoding } = props;
  const { t } = useView();
  const { rows, ignored, formulas, isOpen } = preview;
  const bad = rows - goodOf(preview);
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={prepared.file.name}
      note={t('import.previewNote', { count: rows })}
      action={<Discard {...props} />}
    >
      <div class="stack">
        {encoding && ENCODING_TEXTS[encoding] && (
          <p class="note">
            {t('import.chosen', { encoding: t(ENCODING_TEXTS[encoding]) })}{' '}
            <a href={`${pathOf(props)}?encoding=choose`}>{t('import.otherEncoding')}</a>
          </p>
        )}
        {!isOpen && (
          <p class="note refused-note" data-is="warn">
            {t('import.notOpen')}
          </p>
        )}
        {ignored.length > 0 && <p class="note">{t('import.ignored', { heads: ignored.join(t('list.separator')) })}</p>}
        {formulas > 0 && <p class="note">{t('import.formulas', { count: formulas })}</p>}
        <Fates {...props} />
        {bad > 0 && (
          <p>
            <a class="btn" href={hrefWith(`${pathOf(props)}/errors.csv`, { encoding })} download>
              {t('import.errorsFile')}
            </a>
          </p>
        )}
        <Rows {...props} />
        <Go {...props} bad={bad} />
      </div>
    </EditionConsole>
  );
}

function Fates(props: PreviewProps) {
  const { t } = useView();
  const { preview, fate, encoding } = props;
  const link = (one: ImportFate | null) => hrefWith(pathOf(props), { encoding, fate: one });
  return (
    <nav class="tabs" aria-label={t('import.byFate')}>
      <a href={link(null)} aria-current={fate === null ? 'page' : undefined}>
        {t('import.all')} <span class="count">{preview.rows}</span>
      </a>
      {IMPORT_FATES.filter((one) => preview.totals[one] > 0 || one === fate).map((one) => (
        <a key={one} href={link(one)} aria-current={fate === one ? 'page' : undefined}>
          {t(FATE_TEXTS[one])} <span class="count">{preview.totals[one]}</span>
        </a>
      ))}
    </nav>
  );
}

function Rows(props: PreviewProps) {
  const { t } = useView();
  const { items } = props.preview;
  if (items.length === 0) return <p>{t('import.noRows')}</p>;
  return (
    <>
      <div class="data">
        <table role="table">
          <TableHead
            columns={[
              { text: t('import.line'), isNumber: true },
              { text: t('import.person') },
              { text: t('import.fate') },
              { text: t('import.remarks') },
            ]}
          />
          <tbody role="rowgroup">
            {items.map((row) => (
              <Row key={row.line} {...row} />
            ))}
          </tbody>
        </table>
      </div>
      <PageLinks {...props} />
    </>
  );
}

function Row({ line, name, email, fate, problems, formulas }: ForeseenRow) {
  const { t } = useView();
  const remarks = [
    ...problems.map((problem) => problemText(problem, t)),
    ...formulas.map(({ column }) => t('import.isFormula', { column: column ?? '' })),
  ];
  return (
    <tr role="row">
      <td role="cell" data-label={t('import.line')} data-num>
        {line}
      </td>
      <th role="rowheader" scope="row">
        <Name>{name || '–'}</Name>
        <br />
        <span class="small muted regular">
          <Email>{email || '–'}</Email>
        </span>
      </th>
      <td role="cell" data-label={t('import.fate')}>
        <span class="status" data-is={FATE_LOOKS[fate]}>
          {t(FATE_TEXTS[fate])}
        </span>
      </td>
      <td role="cell" data-label={t('import.remarks')}>
        {remarks.length === 0 ? (
          '–'
        ) : (
          <ul role="list" class="stack-s">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

function PageLinks(props: PreviewProps) {
  const { t } = useView();
  const { page, pages } = props.preview;
  if (pages === 1) return null;
  const link = (to: number) =>
    hrefWith(pathOf(props), { encoding: props.encoding, fate: props.fate, page: to === 1 ? null : to });
  return (
    <nav class="row spread pager" aria-label={t('pager.label')}>
      {page > 1 ? (
        <a class="btn" rel="prev" href={link(page - 1)}>
          {t('import.previous')}
        </a>
      ) : (
        <span />
      )}
      <span class="small num">{t('import.pages', { page, pages })}</span>
      {page < pages ? (
        <a class="btn" rel="next" href={link(page + 1)}>
          {t('import.next')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

function Go(props: PreviewProps & { bad: number }) {
  const { t } = useView();
  const { preview, bad, encoding } = props;
  const good = goodOf(preview);
  if (!preview.isOpen) return null;
  if (good === 0) return <p class="note">{t('import.nobody')}</p>;
  const modes: { mode: ImportMode; text: string; help: string | null }[] = [
    { mode: 'skip-bad-rows', text: t('import.skip'), help: null },
    {
      mode: 'all-or-nothing',
      text: t('import.allOrNothing'),
      help: bad > 0 ? t('import.allOrNothingBad', { count: bad }) : null,
    },
  ];
  return (
    <PostForm action={pathOf(props)} class="form import-go">
      {encoding && <input type="hidden" name="encoding" value={encoding} />}
      <fieldset class="field">
        <legend>{t('import.mode')}</legend>
        {modes.map(({ mode, text, help }) => (
          <label class="choice" key={mode}>
            <input type="radio" name="mode" value={mode} checked={mode === 'skip-bad-rows'} />
            <span>
              {text}
              {help && <span class="help"> {help}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <p class="help">{t('import.consent')}</p>
      <div class="row form-end">
        <button class="btn btn-primary btn-l" type="submit">
          {t('import.go', { count: good })}
        </button>
      </div>
    </PostForm>
  );
}

function Discard(props: Common) {
  const { t } = useView();
  return (
    <PostForm action={`${pathOf(props)}/discard`} class="row">
      <button class="btn" type="submit">
        {t('import.discard')}
      </button>
    </PostForm>
  );
}

/** The same address, for a file whose encoding is to be chosen. */
export function EncodingPage(props: Common & { choice: EncodingChoice }) {
  const { t } = useView();
  const { edition, choice } = props;
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={t('import.encoding')}
      note={t('import.encodingNote')}
      action={<Discard {...props} />}
    >
      <div class="stack">
        {choice.guesses.map(({ encoding, sample }) => {
          const name = t(ENCODING_TEXTS[encoding]!);
          return (
            <section class="stack-s" key={encoding} aria-label={name}>
              <h2>{name}</h2>
              <pre class="sample csv-sample">{sample}</pre>
              <p>
                <a class="btn" href={hrefWith(pathOf(props), { encoding })}>
                  {t('import.choose', { encoding })}
                </a>
              </p>
            </section>
          );
        })}
        <p>{t('import.encodingElse')}</p>
      </div>
    </EditionConsole>
  );
}

/** The same address, for a file that cannot be read like this. */
export function UnreadablePage(props: Common & { unreadable: UnreadableImport; encoding: ImportEncoding | null }) {
  const { t } = useView();
  return (
    <EditionConsole
      edition={props.edition}
      place="registrations"
      title={props.prepared.file.name}
      refused={fileProblemText(props.unreadable, t)}
      action={<Discard {...props} />}
    >
      <p>{t('import.discardText')}</p>
      <p class="row">
        {props.encoding && (
          <a class="btn" href={`${pathOf(props)}?encoding=choose`}>
            {t('import.otherEncoding')}
          </a>
        )}
        <a class="btn" href={`/organise/editions/${props.edition.key}/registrations/import`}>
          {t('import.another')}
        </a>
      </p>
    </EditionConsole>
  );
}
