import { type LocalisedText } from '../../../kernel/locale.js';
import { TextField } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { Remove } from '../parts/edition-console.js';
import { Desk } from './desk.js';
import { explainInstitution } from './form-errors.js';

export interface NamePageProps {
  institution: { slug: string; name: LocalisedText };
  /** Null for a new one. */
  name: { id: string; version: number } | null;
  form: EditState;
}

/** `/organise/institutions/{slug}/names/new` and `…/names/{id}` */
export function NamePage({ institution, name, form }: NamePageProps) {
  const { t } = useView();
  const base = `/organise/institutions/${institution.slug}`;
  const common = { form, explain: explainInstitution(t) };
  return (
    <Desk
      place="institutions"
      title={name ? t('institutions.changeName') : t('institutions.addName')}
      note={
        <a href={base}>
          <Localised text={institution.name} />
        </a>
      }
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        {...common}
        submit={t('institutions.save')}
        labels={{ name: t('institutions.name'), until: t('institutions.until') }}
      >
        <LocalisedField name="name" label={t('institutions.name')} required {...common} />
        <TextField
          name="until"
          label={t('institutions.until')}
          help={t('institutions.untilHelp')}
          inputMode="numeric"
          maxLength={4}
          {...common}
        />
      </EditForm>
      {name && (
        <Remove
          action={`${base}/names/${name.id}/remove`}
          version={name.version}
          ask={t('institutions.removeName')}
          text={t('institutions.removeNameText')}
          button={t('institutions.removeName')}
        />
      )}
    </Desk>
  );
}
