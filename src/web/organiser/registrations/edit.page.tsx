import { type AskedQuestion, type RegistrationDetails } from '../../../features/registration/index.js';
import { type Locale } from '../../../kernel/locale.js';
import { timeZoneNames } from '../../../kernel/time-zone.js';
import { LocaleSelect } from '../../attendee/register.page.js';
import { QUESTION_SCRIPTS, QuestionFields } from '../../attendee/question-fields.js';
import { explainAnswers } from '../../attendee/answer-forms.js';
import { countries, countryName } from '../../layout/countries.js';
import { Field, TextField, valueOf } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { explainRegistration } from '../../attendee/register.page.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { type InstitutionChoice, InstitutionSelect } from '../forms/fields.js';
import { EditionConsole } from '../parts/edition-console.js';

export interface EditRegistrationPageProps {
  edition: EditionRef;
  registration: RegistrationDetails;
  institutions: readonly InstitutionChoice[];
  /** Without those for files: files come with the person's own form. */
  questions: readonly AskedQuestion[];
  form: EditState;
}

/** `/organise/editions/{key}/registrations/{id}/edit` */
export function EditRegistrationPage({
  edition,
  registration,
  institutions,
  questions,
  form,
}: EditRegistrationPageProps) {
  const view = useView();
  const { t, locale } = view;
  const explain = explainAnswers(questions, view, explainRegistration(t));
  const common = { form, explain };
  const back = `/organise/editions/${edition.key}/registrations/${registration.id}`;
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={t('registrations.editTitle', { name: registration.name })}
      note={<a href={back}>{t('registrations.backToOne')}</a>}
      scripts={[...EDIT_SCRIPTS, ...QUESTION_SCRIPTS]}
    >
      <EditForm
        submit={t('registrations.save')}
        labels={{
          name: t('register.name'),
          nativeName: t('register.nativeName'),
          institution: t('register.institution'),
          affiliation: t('register.affiliation'),
          country: t('register.country'),
          timeZone: t('registrations.zone'),
          locale: t('register.locale'),
          answers: t('manage.answers'),
        }}
        words={(name, value) =>
          name === 'country' ? countryName(locale, value) : name === 'locale' ? languageName(value as Locale) : value
        }
        {...common}
      >
        <TextField name="name" label={t('register.name')} autocomplete="off" maxLength={200} {...common} />
        <TextField
          name="nativeName"
          label={t('register.nativeName')}
          autocomplete="off"
          maxLength={200}
          optional
          {...common}
        />
        <Field name="institution" label={t('register.institution')} optional {...common}>
          {(control) => (
            <InstitutionSelect {...control} institutions={institutions} value={valueOf(form, 'institution')} />
          )}
        </Field>
        <TextField
          name="affiliation"
          label={t('register.affiliation')}
          autocomplete="off"
          maxLength={300}
          optional
          {...common}
        />
        <Field name="country" label={t('register.country')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('forms.noneChosen')}</option>
              {countries(locale).map(({ code, name }) => (
                <option key={code} value={code} selected={code === valueOf(form, 'country')}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="timeZone" label={t('registrations.zone')} help={t('registrations.zoneHelp')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('forms.noneChosen')}</option>
              {timeZoneNames().map((zone) => (
                <option key={zone} value={zone} selected={zone === valueOf(form, 'timeZone')}>
                  {zone}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="locale" label={t('register.locale')} {...common}>
          {(control) => <LocaleSelect {...control} value={valueOf(form, 'locale')} />}
        </Field>
        <QuestionFields
          questions={questions}
          categoryIds={[registration.category.id]}
          values={form.values}
          errors={form.errors}
        />
      </EditForm>
    </EditionConsole>
  );
}
