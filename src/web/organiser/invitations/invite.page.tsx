import { type CheckedPerson, type InvitationKind } from '../../../features/registration/index.js';
import { type Locale } from '../../../kernel/locale.js';
import { TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../../layout/form.js';
import { Name } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { type InstitutionChoice, InstitutionSelect } from '../forms/fields.js';
import { EditionConsole } from '../parts/edition-console.js';
import { explainInvitation, problemText } from './invitation-form.js';
import { type CategoryChoice, CategorySelect, MailFields } from './invitation-parts.js';

interface InvitePageProps {
  edition: EditionRef & { languages: readonly Locale[] };
  categories: CategoryChoice[];
  form: FormState;
}

function BackLink({ edition, kind }: { edition: EditionRef; kind: InvitationKind }) {
  const { t } = useView();
  const list = `/organise/editions/${edition.key}/invitations`;
  return (
    <a class="btn" href={kind === 'delegation' ? `${list}?kind=delegation` : list}>
      {t('console.invitations')}
    </a>
  );
}

/** `/organise/editions/{key}/invitations/new`, with `?kind=delegation` for a coordinator. */
export function InvitePage({
  edition,
  categories,
  institutions,
  kind,
  form,
}: InvitePageProps & { institutions: readonly InstitutionChoice[]; kind: InvitationKind }) {
  const { t } = useView();
  const common = { form, explain: explainInvitation(t) };
  const isDelegation = kind === 'delegation';
  const title = isDelegation ? t('invitations.addDelegation') : t('invitations.add');
  return (
    <EditionConsole
      edition={edition}
      place="invitations"
      title={title}
      note={isDelegation ? t('invitations.delegationNote') : t('invitations.personNote')}
      action={<BackLink edition={edition} kind={kind} />}
    >
      <ErrorSummary {...common} />
      <PostForm action={`/organise/editions/${edition.key}/invitations/new`}>
        <input type="hidden" name="kind" value={kind} />
        <CategorySelect categories={categories} {...common} />
        {isDelegation && (
          <Field
            name="institution"
            label={t('register.institution')}
            help={
              <>
                {t('invitations.institutionHelp')}{' '}
                <a href={`/organise/editions/${edition.key}/categories`}>{t('console.categories')}</a>
              </>
            }
            {...common}
          >
            {(control) => (
              <InstitutionSelect institutions={institutions} value={valueOf(form, 'institution')} {...control} />
            )}
          </Field>
        )}
        <TextField
          name="email"
          type="email"
          inputMode="email"
          verbatim
          label={isDelegation ? t('invitations.coordinatorEmail') : t('register.email')}
          maxLength={254}
          {...common}
        />
        <TextField
          name="name"
          label={isDelegation ? t('invitations.coordinatorName') : t('register.name')}
          optional
          maxLength={200}
          {...common}
        />
        {!isDelegation && (
          <Field name="institution" label={t('register.institution')} optional {...common}>
            {(control) => (
              <InstitutionSelect institutions={institutions} value={valueOf(form, 'institution')} {...control} />
            )}
          </Field>
        )}
        <MailFields zone={edition.when.timeZone ?? 'UTC'} languages={edition.languages} {...common} />
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit">
            {t('invitations.send')}
          </button>
        </div>
      </PostForm>
    </EditionConsole>
  );
}

/** `/organise/editions/{key}/invitations/many` */
export function InviteManyPage({ edition, categories, form }: InvitePageProps) {
  const { t } = useView();
  const common = { form, explain: explainInvitation(t) };
  return (
    <EditionConsole
      edition={edition}
      place="invitations"
      title={t('invitations.addMany')}
      note={t('invitations.manyNote')}
      action={<BackLink edition={edition} kind="person" />}
    >
      <ErrorSummary {...common} />
      <PostForm action={`/organise/editions/${edition.key}/invitations/many`} multipart>
        <CategorySelect categories={categories} {...common} />
        <Field name="list" label={t('invitations.list')} help={t('invitations.listHelp')} {...common}>
          {(control) => (
            <textarea
              class="input"
              rows={8}
              spellcheck={false}
              placeholder={'ada@example.org, Ada Lovelace\nwei@example.org, 陈伟'}
              {...control}
              value={valueOf(form, 'list')}
            />
          )}
        </Field>
        <MailFields zone={edition.when.timeZone ?? 'UTC'} languages={edition.languages} ofList {...common} />
        {/* The last field: the others are read before the file is. */}
        <Field name="file" label={t('invitations.file')} help={t('invitations.fileHelp')} optional {...common}>
          {(control) => <input class="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" {...control} />}
        </Field>
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit">
            {t('invitations.check')}
          </button>
        </div>
        <p class="help">{t('invitations.checkHelp')}</p>
      </PostForm>
    </EditionConsole>
  );
}

type Fate = CheckedPerson['outcome']['fate'];

const FATES: Record<Fate, { look?: string; text: TextKey }> = {
  new: { look: 'confirmed', text: 'invitations.fate.new' },
  invited: { look: 'planned', text: 'invitations.fate.invited' },
  registered: { text: 'invitations.fate.registered' },
  duplicate: { text: 'invitations.fate.duplicate' },
  wrong: { look: 'failed', text: 'invitations.fate.wrong' },
};

const ORDER: readonly Fate[] = ['new', 'invited', 'registered', 'duplicate', 'wrong'];

/** What becomes of each row of a list, before anything is sent. `hidden` are the fields of the form that sends it. */
export function InvitePreviewPage({
  edition,
  rows,
  hidden,
}: {
  edition: EditionRef;
  rows: readonly CheckedPerson[];
  hidden: Record<string, string>;
}) {
  const { t } = useView();
  const counts = new Map(ORDER.map((fate) => [fate, rows.filter(({ outcome }) => outcome.fate === fate).length]));
  const base = `/organise/editions/${edition.key}/invitations`;
  const willSend = counts.get('new') ?? 0;
  return (
    <EditionConsole
      edition={edition}
      place="invitations"
      title={t('invitations.preview')}
      note={t('invitations.previewNote')}
      action={
        <a class="btn" href={`${base}/many`}>
          {t('invitations.otherList')}
        </a>
      }
    >
      <div class="stack">
        <ul class="row" role="list">
          {ORDER.filter((fate) => counts.get(fate)).map((fate) => (
            <li key={fate}>
              <FateMark fate={fate} /> <span class="count">{counts.get(fate)}</span>
            </li>
          ))}
        </ul>
        {willSend === 0 ? (
          <p class="note" data-is="warn">
            {t('invitations.nobody')}
          </p>
        ) : (
          <PostForm action={`${base}/many/send`} class="row">
            {Object.entries(hidden).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button class="btn btn-primary btn-l" type="submit">
              {t('invitations.sendMany', { count: willSend })}
            </button>
            {willSend < rows.length && (
              <span class="help">{t('invitations.leftOut', { count: rows.length - willSend })}</span>
            )}
          </PostForm>
        )}
      </div>
      <PreviewTable rows={rows} />
    </EditionConsole>
  );
}

function FateMark({ fate }: { fate: Fate }) {
  const { t } = useView();
  return (
    <span class="status" data-is={FATES[fate].look}>
      {t(FATES[fate].text)}
    </span>
  );
}

function PreviewTable({ rows }: { rows: readonly CheckedPerson[] }) {
  const { t } = useView();
  const columns = {
    row: t('invitations.row'),
    email: t('register.email'),
    name: t('register.name'),
    institution: t('register.institution'),
    fate: t('invitations.fateOf'),
  };
  return (
    <div class="data">
      <table role="table">
        <TableHead columns={Object.values(columns).map((text) => ({ text }))} />
        <tbody role="rowgroup">
          {rows.map(({ row, email, name, institution, outcome }, index) => (
            <tr role="row" key={index}>
              <th role="rowheader" scope="row">
                {row}
              </th>
              <td role="cell" data-label={columns.email}>
                <Email>{email}</Email>
              </td>
              <td role="cell" data-label={columns.name}>
                <Name>{name || '–'}</Name>
              </td>
              <td role="cell" data-label={columns.institution}>
                <Name>{institution || '–'}</Name>
              </td>
              <td role="cell" data-label={columns.fate}>
                <span>
                  <FateMark fate={outcome.fate} />
                  {outcome.fate === 'wrong' && (
                    <>
                      <br />
                      <span class="small">{problemText(outcome.problem, t)}</span>
                    </>
                  )}
                  {outcome.fate === 'duplicate' && (
                    <>
                      <br />
                      <span class="small">{t('invitations.duplicateOf', { row: outcome.of })}</span>
                    </>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
