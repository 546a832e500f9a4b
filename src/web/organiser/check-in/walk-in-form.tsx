import { type Admission } from '../../../features/registration/index.js';
import { type FieldError } from '../../../kernel/domain-error.js';
import { type LocalisedText, textIn } from '../../../kernel/locale.js';
import { Checkbox, ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey, type Translate } from '../../texts.js';

export interface WalkInChoice {
  id: string;
  name: LocalisedText;
  admission: Admission;
}

const CODES: Record<string, TextKey> = {
  'sold-out': 'checkIn.error.soldOut',
  'quota-full': 'checkIn.error.quotaFull',
  'registration-closed': 'checkIn.error.closed',
  'already-registered': 'checkIn.error.already',
};

const FIELDS: Record<string, TextKey> = {
  category: 'register.error.category',
  name: 'register.error.name',
  nativeName: 'register.error.nativeName',
  email: 'register.error.email',
  institution: 'register.error.institution',
  affiliation: 'register.error.affiliation',
  consent: 'register.error.consent',
  answers: 'checkIn.error.questions',
};

const explainWalkIn =
  (t: Translate) =>
  ({ path, code }: FieldError): string =>
    t(CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other');

/** Somebody who comes without a registration: `category, name, nativeName, email, institution, affiliation, consent`. */
export function WalkInForm({
  action,
  categories,
  institutions,
  form,
}: {
  action: string;
  categories: readonly WalkInChoice[];
  institutions: readonly { slug: string; name: LocalisedText }[];
  form: FormState;
}) {
  const { t, locale } = useView();
  const explain = explainWalkIn(t);
  const common = { form, explain };
  if (categories.length === 0) return <p>{t('checkIn.walkInNone')}</p>;
  return (
    <>
      <ErrorSummary form={form} explain={explain} />
      <PostForm action={action}>
        <p>{t('checkIn.walkInText')}</p>
        <Field name="category" label={t('checkIn.walkInCategory')} {...common}>
          {(control) => (
            <select class="input" {...control}>
              {categories.map(({ id, name, admission }) => (
                <option key={id} value={id} selected={id === valueOf(form, 'category')}>
                  {textIn(name, locale)}
                  {admission === 'full' && ` (${t('register.full')})`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField name="name" autocomplete="off" label={t('register.name')} {...common} />
        <TextField name="nativeName" autocomplete="off" optional label={t('register.nativeName')} {...common} />
        <TextField
          name="email"
          type="email"
          inputMode="email"
          autocomplete="off"
          verbatim
          label={t('register.email')}
          {...common}
        />
        <Field name="institution" label={t('register.institution')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('register.institutionOther')}</option>
              {institutions.map(({ slug, name }) => (
                <option key={slug} value={slug} selected={slug === valueOf(form, 'institution')}>
                  {textIn(name, locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField name="affiliation" autocomplete="off" optional label={t('register.affiliation')} {...common} />
        <Checkbox name="consent" required {...common}>
          {t('checkIn.walkInConsent')}
        </Checkbox>
        <div class="row">
          <button class="btn btn-primary" type="submit" data-needs-connection>
            {t('checkIn.walkInAction')}
          </button>
          <p class="small muted" data-offline-note hidden>
            {t('checkIn.walkInOffline')}
          </p>
        </div>
      </PostForm>
    </>
  );
}
