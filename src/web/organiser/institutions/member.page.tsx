import { MEMBER_ROLES, type MemberRole } from '../../../features/editions/index.js';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Checkbox, Field, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { type InstitutionChoice, InstitutionSelect } from '../forms/fields.js';
import { Remove } from '../parts/edition-console.js';
import { Desk } from './desk.js';
import { explainInstitution } from './form-errors.js';
import { ROLE_WORDS } from './series-edit.page.js';

export interface MemberPageProps {
  series: { slug: string; name: LocalisedText };
  /** Null for a new one; institution and role of one that is there stay. */
  member: { id: string; version: number; institution: { name: LocalisedText }; role: MemberRole } | null;
  /** To choose from, for a new one. */
  institutions: InstitutionChoice[];
  form: EditState;
}

function Who({ institutions, form }: Pick<MemberPageProps, 'institutions' | 'form'>) {
  const { t } = useView();
  const common = { form, explain: explainInstitution(t) };
  return (
    <>
      <Field name="institution" label={t('institutions.series.institution')} {...common}>
        {(control) => (
          <InstitutionSelect
            {...control}
            institutions={institutions}
            value={valueOf(form, 'institution')}
            none={t('institutions.choose')}
          />
        )}
      </Field>
      <Field name="role" label={t('institutions.series.role')} {...common}>
        {(control) => (
          <select class="input" {...control}>
            {MEMBER_ROLES.map((role) => (
              <option key={role} value={role} selected={role === valueOf(form, 'role', 'member')}>
                {t(ROLE_WORDS[role])}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** `/organise/series/{slug}/members/new` and `…/members/{id}` */
export function MemberPage({ series, member, institutions, form }: MemberPageProps) {
  const { t } = useView();
  const base = `/organise/series/${series.slug}`;
  const common = { form, explain: explainInstitution(t) };
  return (
    <Desk
      place="series"
      title={member ? t('institutions.series.changeMember') : t('institutions.series.addMember')}
      heading={member ? <Localised text={member.institution.name} /> : undefined}
      note={
        <>
          <a href={base}>
            <Localised text={series.name} />
          </a>
          {member && t('list.comma') + t(ROLE_WORDS[member.role])}
        </>
      }
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        {...common}
        submit={t('institutions.save')}
        labels={{
          since: t('institutions.series.since'),
          until: t('institutions.series.until'),
          founding: t('institutions.series.founding'),
        }}
      >
        {!member && <Who institutions={institutions} form={form} />}
        <TextField
          name="since"
          label={t('institutions.series.since')}
          help={t('institutions.series.sinceHelp')}
          inputMode="numeric"
          optional
          maxLength={4}
          {...common}
        />
        <TextField
          name="until"
          label={t('institutions.series.until')}
          help={t('institutions.series.untilHelp')}
          inputMode="numeric"
          optional
          maxLength={4}
          {...common}
        />
        <Checkbox name="founding" {...common}>
          {t('institutions.series.founding')}
        </Checkbox>
      </EditForm>
      {member && (
        <Remove
          action={`${base}/members/${member.id}/remove`}
          version={member.version}
          ask={t('institutions.series.removeMember')}
          text={t('institutions.series.removeMemberText')}
          button={t('institutions.series.removeMember')}
        />
      )}
    </Desk>
  );
}
