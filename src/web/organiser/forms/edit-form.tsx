import { type ComponentChildren } from 'preact';
import { LOCALES } from '../../../kernel/locale.js';
import { formatMoment } from '../../../platform/i18n/format.js';
import { TableHead } from '../../layout/data-table.js';
import { ErrorSummary, type Explain, PostForm } from '../../layout/form.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Name } from '../../layout/localised.js';
import { languageName } from '../../layout/shell.js';
import { useView, type View } from '../../layout/view-context.js';
import { type Conflict, type EditState, FORM_FIELDS } from './edit-state.js';
import { type Difference } from './merge.js';

interface EditFormProps {
  form: EditState;
  explain: Explain;
  /** What the button says. */
  submit: string;
  /**
   * What fields are called, by name or by what several names begin with (`title` for `title.en`, `hosts`): for telling two
   * people what they have both changed.
   */
  labels: Readonly<Record<string, string>>;
  /** How a value reads, where it is a key: `in_person` → “In person”. */
  words?: (name: string, value: string) => string;
  /** `long-form` for sections with their heading in the margin. */
  class?: string;
  children: ComponentChildren;
}

/**
 * A form that edits something: keeps what is typed as a draft while it is typed, and tells two people who edit the same
 * thing what each has changed. The page gives its frame `scripts={EDIT_SCRIPTS}`; `ConsoleForms` shows and saves it. Fields
 * are those of `layout/form` and of `forms/fields`, which take the same `form` and `explain`:
 *
 * ```tsx
 * <EditForm form={form} explain={explain} submit={t('details.save')} labels={{ year: t('details.year') }}>
 *   <TextField name="year" label={t('details.year')} form={form} explain={explain} />
 *   <LocalisedField name="title" label={t('details.title')} languages={edition.languages} form={form} explain={explain} />
 * </EditForm>
 * ```
 */
export function EditForm({ form, explain, submit, labels, words, class: className, children }: EditFormProps) {
  const { t } = useView();
  const { version, original, conflict } = form;
  const address = `/organise/drafts/${encodeURIComponent(form.name)}`;
  return (
    <>
      <DraftNotice form={form} address={address} />
      <ErrorSummary form={form} explain={explain} />
      <PostForm action={form.path} class={className}>
        {version !== null && <input type="hidden" name={FORM_FIELDS.version} value={version} />}
        <input type="hidden" name={FORM_FIELDS.original} value={JSON.stringify(original)} />
        {conflict && <ConflictNotice form={form} conflict={conflict} labels={labels} words={words} />}
        {children}
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit" aria-keyshortcuts="Control+S">
            {conflict ? t('forms.conflict.saveOver') : submit}
          </button>
          <noscript>
            <button class="btn" type="submit" name={FORM_FIELDS.keep} value="1">
              {t('forms.draftKeep')}
            </button>
          </noscript>
          <p
            class="help"
            role="status"
            data-autosave={address}
            data-saved={t('forms.draftSaved', { time: '%s' })}
            data-failed={t('forms.draftFailed')}
            data-refused={t('forms.draftRefused')}
          />
        </div>
      </PostForm>
    </>
  );
}

/** `10:42` and the date, on the reader's clock as far as we know it. */
function momentOf({ locale, readerZone }: View, instant: Date) {
  const { time, date } = formatMoment(locale, readerZone, instant);
  return { time, date };
}

function DraftNotice({ form, address }: { form: EditState; address: string }) {
  const view = useView();
  const { t } = view;
  const { draft, path } = form;
  if (draft === null) return null;
  const at = momentOf(view, draft.savedAt);
  return (
    <div class="card form-notice" role="status" data-zoned>
      <p>
        <strong>{draft.isShown ? t('forms.draftShown', at) : t('forms.draftOffer', at)}</strong>{' '}
        {draft.isShown ? t('forms.draftShownText') : t('forms.draftOfferText')}
      </p>
      <div class="row">
        {!draft.isShown && (
          <a class="btn btn-primary" href={hrefWith(path, { draft: 1 })}>
            {t('forms.draftContinue')}
          </a>
        )}
        <PostForm action={`${address}/discard`} class="row">
          <input type="hidden" name="to" value={path} />
          <button class="btn" type="submit">
            {t('forms.draftDiscard')}
          </button>
        </PostForm>
      </div>
    </div>
  );
}

const MINUTE = 60_000;

function ago({ t, now }: View, instant: Date): string {
  const minutes = Math.floor((now.getTime() - instant.getTime()) / MINUTE);
  if (minutes < 1) return t('forms.ago.now');
  if (minutes < 60) return t('forms.ago.minutes', { count: minutes });
  if (minutes < 48 * 60) return t('forms.ago.hours', { count: Math.floor(minutes / 60) });
  return t('forms.ago.days', { count: Math.floor(minutes / (24 * 60)) });
}

type ConflictProps = Pick<EditFormProps, 'form' | 'labels' | 'words'> & { conflict: Conflict };

function ConflictNotice({ form, conflict, labels, words }: ConflictProps) {
  const view = useView();
  const { t } = view;
  const both = conflict.differences.filter(({ isBoth }) => isBoth);
  const theirs = conflict.differences.filter(({ isBoth }) => !isBoth);
  const shown = { labels, words };
  return (
    <div class="summary form-conflict" role="alert" aria-labelledby="conflict" tabIndex={-1} data-summary>
      <h2 id="conflict">{t('forms.conflict.title')}</h2>
      {conflict.changes.length > 0 && (
        <ul>
          {conflict.changes.map(({ who, at }) => (
            <li key={at.getTime()}>
              {t('forms.conflict.by', {
                who: who ?? t('forms.conflict.somebody'),
                ...momentOf(view, at),
                ago: ago(view, at),
              })}
            </li>
          ))}
        </ul>
      )}
      <p>{t('forms.conflict.kept')}</p>
      {both.length > 0 && (
        <>
          <h3>{t('forms.conflict.both')}</h3>
          <p class="small">{t('forms.conflict.bothText')}</p>
          <Differences {...shown} differences={both} />
        </>
      )}
      {theirs.length > 0 && (
        <>
          <h3>{t('forms.conflict.theirs')}</h3>
          <p class="small">{t('forms.conflict.theirsText')}</p>
          <Differences {...shown} differences={theirs} />
        </>
      )}
      <p>
        <a href={form.path}>{t('forms.conflict.leave')}</a>
      </p>
    </div>
  );
}

type DifferencesProps = Pick<EditFormProps, 'labels' | 'words'> & { differences: Difference[] };

function Differences({ differences, labels, words }: DifferencesProps) {
  const { t } = useView();
  const isBoth = differences.some((difference) => difference.isBoth);
  const columns = [
    t('forms.conflict.field'),
    t('forms.conflict.before'),
    t('forms.conflict.their'),
    ...(isBoth ? [t('forms.conflict.yours'), t('forms.conflict.choice')] : []),
  ];
  return (
    <div class="data">
      <table role="table">
        <TableHead columns={columns.map((text) => ({ text }))} />
        <tbody role="rowgroup">
          {differences.map(({ unit, original, mine, theirs }) => {
            const said = (values: string[]) => values.map((value) => words?.(unit, value) ?? value).join('\n');
            return (
              <tr role="row" key={unit}>
                <th role="rowheader" scope="row">
                  {labelOf(labels, unit)}
                </th>
                <td role="cell" data-label={t('forms.conflict.before')}>
                  <Said text={said(original)} />
                </td>
                <td role="cell" data-label={t('forms.conflict.their')}>
                  <Said text={said(theirs)} />
                </td>
                {isBoth && (
                  <>
                    <td role="cell" data-label={t('forms.conflict.yours')}>
                      <Said text={said(mine)} />
                    </td>
                    <td role="cell" data-label={t('forms.conflict.choice')}>
                      <Choice unit={unit} label={labelOf(labels, unit)} />
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Choice({ unit, label }: { unit: string; label: string }) {
  const { t } = useView();
  const name = `${FORM_FIELDS.take}.${unit}`;
  return (
    <fieldset>
      <legend class="vh">{label}</legend>
      <label class="choice">
        <input type="radio" name={name} value="mine" checked />
        <span>{t('forms.conflict.takeMine')}</span>
      </label>
      <label class="choice">
        <input type="radio" name={name} value="theirs" />
        <span>{t('forms.conflict.takeTheirs')}</span>
      </label>
    </fieldset>
  );
}

const LONG = 240;

/** What stands in a field; a long text folded away. */
function Said({ text }: { text: string }) {
  const { t } = useView();
  if (text === '') return <span class="muted">{t('forms.conflict.empty')}</span>;
  const whole = (
    <span class="said">
      <Name>{text}</Name>
    </span>
  );
  if (text.length <= LONG) return whole;
  return (
    <details>
      <summary>{`${text.slice(0, LONG / 3)}…`}</summary>
      {whole}
    </details>
  );
}

/** `title.en` is “Title, English” where only `title` has a label. */
function labelOf(labels: EditFormProps['labels'], unit: string): string {
  const whole = labels[unit];
  if (whole !== undefined) return whole;
  const dot = unit.lastIndexOf('.');
  const start = dot < 0 ? undefined : labels[unit.slice(0, dot)];
  if (start === undefined) return unit;
  const locale = LOCALES.find((one) => one === unit.slice(dot + 1));
  return locale ? `${start} · ${languageName(locale)}` : start;
}
