import { textIn } from '../../kernel/locale.js';
import { countries } from '../layout/countries.js';
import { type Explain, Field, type FormState, PostForm, TextField, valueOf } from '../layout/form.js';
import { useView } from '../layout/view-context.js';
import { ZoneSelect } from '../layout/zone-select.js';
import { answerValues } from './answer-forms.js';
import { type RegistrationPageProps } from './holder-view.js';
import { QuestionFields } from './question-fields.js';
import { LocaleSelect } from './register.page.js';

/** What the form says before anybody has typed anything. */
function present({ registration, timeZone }: RegistrationPageProps): FormState {
  const { name, nativeName, institution, affiliation, country, locale, answers } = registration;
  return {
    values: {
      name,
      nativeName: nativeName ?? '',
      institution: institution?.slug ?? '',
      affiliation: affiliation ?? '',
      country: country ?? '',
      locale,
      timeZone,
      ...answerValues(answers),
    },
    errors: [],
  };
}

/** Everything that the holder has said, to be said otherwise. The e-mail address stays: the link was sent to it. */
export function ChangeForm(props: RegistrationPageProps & { explain: Explain }) {
  const { t, locale } = useView();
  const { registration, questions, explain } = props;
  const isRefused = props.form !== null && props.form.errors.some(({ path }) => path !== 'category');
  const form = isRefused ? props.form! : present(props);
  const common = { form, explain };
  return (
    <details open={isRefused}>
      <summary>{t('manage.change')}</summary>
      <PostForm action={`/r/${props.token}`} multipart={questions.some(({ kind }) => kind === 'file')}>
        <TextField
          name="name"
          label={t('register.name')}
          help={t('register.nameHelp')}
          autocomplete="name"
          maxLength={200}
          {...common}
        />
        <TextField
          name="nativeName"
          label={t('register.nativeName')}
          help={t('register.nativeNameHelp')}
          optional
          maxLength={200}
          {...common}
        />
        <Field name="institution" label={t('register.institution')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('register.institutionOther')}</option>
              {props.institutions.map(({ slug, name }) => (
                <option key={slug} value={slug} selected={slug === valueOf(form, 'institution')}>
                  {textIn(name, locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          name="affiliation"
          label={t('register.affiliation')}
          optional
          autocomplete="organization"
          maxLength={300}
          {...common}
        />
        <Field name="country" label={t('register.country')} optional {...common}>
          {(control) => (
            <select class="input" autocomplete="country" {...control}>
              <option value="">{t('form.noAnswer')}</option>
              {countries(locale).map(({ code, name }) => (
                <option key={code} value={code} selected={code === valueOf(form, 'country')}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="locale" label={t('register.locale')} {...common}>
          {(control) => <LocaleSelect {...control} value={valueOf(form, 'locale')} />}
        </Field>
        <Field name="timeZone" label={t('register.timeZone')} {...common}>
          {(control) => (
            <ZoneSelect
              {...control}
              value={valueOf(form, 'timeZone')}
              suggested={[props.edition.when.timeZone ?? 'UTC']}
            />
          )}
        </Field>
        <QuestionFields
          questions={questions}
          categoryIds={[registration.category.id]}
          files={props.files}
          values={form.values}
          errors={form.errors}
        />
        <div class="row">
          <button class="btn btn-primary" type="submit">
            {t('manage.save')}
          </button>
        </div>
      </PostForm>
    </details>
  );
}
