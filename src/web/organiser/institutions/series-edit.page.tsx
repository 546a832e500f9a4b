import { type MemberRole, SERIES_KINDS, type SeriesKind } from '../../../features/editions/index.js';
import { type LocalisedText } from '../../../kernel/locale.js';
import { TableHead } from '../../layout/data-table.js';
import { Field, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { Remove } from '../parts/edition-console.js';
import { Desk } from './desk.js';
import { explainInstitution } from './form-errors.js';
import { KIND_WORDS } from './series-list.page.js';

export const ROLE_WORDS: Record<MemberRole, TextKey> = {
  member: 'institution.member',
  partner: 'institution.partner',
  broadcaster: 'institution.broadcaster',
};

/** Posts to its own address; see `series-form.ts` for the fields. */
export interface SeriesEditPageProps {
  /** Null for a new one. */
  series: { slug: string; name: LocalisedText; version: number } | null;
  members: {
    id: string;
    institution: { slug: string; name: LocalisedText };
    role: MemberRole;
    founding: boolean;
    since: number | null;
    until: number | null;
  }[];
  form: EditState;
  done: string | null;
  refused: string | null;
}

function Fields({ form, isNew }: Pick<SeriesEditPageProps, 'form'> & { isNew: boolean }) {
  const { t } = useView();
  const common = { form, explain: explainInstitution(t) };
  const kind = valueOf(form, 'kind');
  return (
    <>
      {isNew && (
        <TextField
          name="slug"
          label={t('institutions.slug')}
          help={t('institutions.slugHelp')}
          verbatim
          maxLength={64}
          {...common}
        />
      )}
      <Field name="kind" label={t('institutions.series.kind')} {...common}>
        {(control) => (
          <select class="input" {...control} required>
            <option value="">{t('form.noAnswer')}</option>
            {SERIES_KINDS.map((one) => (
              <option key={one} value={one} selected={one === kind}>
                {t(KIND_WORDS[one])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <LocalisedField name="name" label={t('institutions.name')} required {...common} />
      <TextField
        name="shortName"
        label={t('institutions.series.shortName')}
        help={t('institutions.series.shortNameHelp')}
        optional
        maxLength={40}
        {...common}
      />
      <LocalisedField
        name="description"
        label={t('institutions.series.description')}
        multiline
        maxLength={10_000}
        {...common}
      />
      <TextField
        name="foundedYear"
        label={t('institutions.series.foundedYear')}
        inputMode="numeric"
        optional
        maxLength={4}
        {...common}
      />
    </>
  );
}

function Members({ slug, members }: { slug: string } & Pick<SeriesEditPageProps, 'members'>) {
  const { t } = useView();
  const base = `/organise/series/${slug}/members`;
  const columns = {
    role: t('institutions.series.role'),
    since: t('institutions.series.since'),
    until: t('institutions.series.until'),
  };
  return (
    <section class="section" aria-labelledby="members">
      <div class="section-head">
        <h2 id="members">{t('institutions.series.members')}</h2>
        <p>{t('institutions.series.membersNote')}</p>
      </div>
      <div class="stack">
        <div class="row">
          <a class="btn" href={`${base}/new`}>
            {t('institutions.series.addMember')}
          </a>
        </div>
        {members.length > 0 && (
          <div class="data">
            <table role="table">
              <TableHead
                columns={[
                  { text: t('institutions.series.institution') },
                  { text: columns.role },
                  { text: columns.since, isNumber: true },
                  { text: columns.until, isNumber: true },
                ]}
              />
              <tbody role="rowgroup">
                {members.map(({ id, institution, role, founding, since, until }) => (
                  <tr role="row" key={id}>
                    <th role="rowheader" scope="row">
                      <a href={`${base}/${id}`}>
                        <Localised text={institution.name} />
                      </a>
                    </th>
                    <td role="cell" data-label={columns.role}>
                      <span>
                        {t(ROLE_WORDS[role])}
                        {founding && t('list.comma') + t('series.founding')}
                      </span>
                    </td>
                    <td role="cell" data-num data-label={columns.since}>
                      {since ?? '–'}
                    </td>
                    <td role="cell" data-num data-label={columns.until}>
                      {until ?? '–'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </section>
  );
}

/** `/organise/series/new` and `/organise/series/{slug}` */
export function SeriesEditPage({ series, members, form, done, refused }: SeriesEditPageProps) {
  const { t } = useView();
  const isNew = series === null;
  return (
    <Desk
      place="series"
      title={isNew ? t('institutions.series.new') : t('institutions.series.edit')}
      heading={isNew ? undefined : <Localised text={series.name} />}
      note={<a href="/organise/series">{t('institutions.series.all')}</a>}
      action={
        !isNew && (
          <a class="btn" href={`/series/${series.slug}`}>
            {t('institutions.publicPage')}
          </a>
        )
      }
      done={done}
      refused={refused}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        form={form}
        explain={explainInstitution(t)}
        submit={isNew ? t('institutions.series.create') : t('institutions.save')}
        words={(unit, value) => (unit === 'kind' ? t(KIND_WORDS[value as SeriesKind]) : value)}
        labels={{
          kind: t('institutions.series.kind'),
          name: t('institutions.name'),
          shortName: t('institutions.series.shortName'),
          description: t('institutions.series.description'),
          foundedYear: t('institutions.series.foundedYear'),
        }}
      >
        <Fields form={form} isNew={isNew} />
      </EditForm>
      {!isNew && (
        <>
          <Members slug={series.slug} members={members} />
          <Remove
            action={`/organise/series/${series.slug}/remove`}
            version={series.version}
            ask={t('institutions.series.removeAsk')}
            text={t('institutions.series.removeText')}
            button={t('institutions.series.remove')}
          />
        </>
      )}
    </Desk>
  );
}
