import { type LocalisedText } from '../../../kernel/locale.js';
import { Field, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { EditForm } from '../forms/edit-form.js';
import { type EditState } from '../forms/edit-state.js';
import { type InstitutionChoice, InstitutionSelect } from '../forms/fields.js';
import { Desk } from './desk.js';
import { explainInstitution } from './form-errors.js';

/** Fields: `into`, the slug of the one that stays, and `confirm`, the slug of this one. */
export interface MergePageProps {
  institution: { slug: string; name: LocalisedText };
  /** Without this one. */
  others: InstitutionChoice[];
  /** What would move. */
  moving: { memberships: number; editions: number; registrations: number };
  form: EditState;
}

/** `/organise/institutions/{slug}/merge` */
export function MergePage({ institution, others, moving, form }: MergePageProps) {
  const { t } = useView();
  const { slug, name } = institution;
  const common = { form, explain: explainInstitution(t) };
  return (
    <Desk
      place="institutions"
      title={t('institutions.mergeAsk')}
      note={
        <a href={`/organise/institutions/${slug}`}>
          <Localised text={name} />
        </a>
      }
    >
      <div class="stack">
        <p>{t('institutions.mergeText')}</p>
        <ul>
          <li>{t('institutions.movesMemberships', { count: moving.memberships })}</li>
          <li>{t('institutions.movesEditions', { count: moving.editions })}</li>
          <li>{t('institutions.movesRegistrations', { count: moving.registrations })}</li>
          <li>{t('institutions.movesNames')}</li>
        </ul>
        <EditForm
          {...common}
          submit={t('institutions.merge')}
          labels={{ into: t('institutions.into'), confirm: t('institutions.confirm', { slug }) }}
        >
          <Field name="into" label={t('institutions.into')} help={t('institutions.intoHelp')} {...common}>
            {(control) => (
              <InstitutionSelect
                {...control}
                institutions={others}
                value={valueOf(form, 'into')}
                none={t('institutions.choose')}
              />
            )}
          </Field>
          <TextField
            name="confirm"
            label={t('institutions.confirm', { slug })}
            help={t('institutions.confirmHelp')}
            verbatim
            maxLength={64}
            {...common}
          />
        </EditForm>
      </div>
    </Desk>
  );
}
