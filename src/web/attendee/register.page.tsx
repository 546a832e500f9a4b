import { type AskedQuestion } from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { type Locale, LOCALES, type LocalisedText, textIn } from '../../kernel/locale.js';
import { cityOf } from '../../platform/i18n/format.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { countries } from '../layout/countries.js';
import {
  EditionName,
  editionName,
  HostNames,
  RegisterButton,
  registerKey,
  WhenLine,
  cityOfEdition,
} from '../layout/edition.js';
import { Checkbox, ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../layout/form.js';
import { languageName, Shell } from '../layout/shell.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type CategoryView, type EditionRef, type RegistrationStand } from '../layout/view-models.js';
import { ZoneSelect } from '../layout/zone-select.js';
import { type TextKey, type Translate } from '../texts.js';
import { askable, explainAnswers } from './answer-forms.js';
import { Categories, choosable } from './register-categories.js';
import { QUESTION_SCRIPTS, QuestionFields, type ReceivedFiles } from './question-fields.js';

/**
 * The form sends: `category, name, nativeName, email, institution, affiliation, country, locale, timeZone, consent`,
 * `answers.<question>`, and besides `formKey` (the same for a repeated submit), `invitation` (of whoever came with one) and
 * `website` (a trap: people leave it empty).
 */
export interface RegisterPageProps {
  edition: EditionRef & { city: string | null };
  registration: RegistrationStand;
  categories: CategoryView[];
  /** To choose from, in the order in which they are shown. */
  institutions: { slug: string; name: LocalisedText; timeZone: string | null }[];
  questions: readonly AskedQuestion[];
  /** Files that came with the form when it was sent before. */
  files: ReceivedFiles;
  /** Of whoever came with one: the category is settled then. */
  invitation: { token: string; category: string } | null;
  formKey: string;
  form: FormState;
  /** So many are registering that this one has to be sent again. */
  busy?: boolean;
}

const MESSAGES: Record<string, TextKey> = {
  category: 'register.error.category',
  name: 'register.error.name',
  nativeName: 'register.error.nativeName',
  email: 'register.error.email',
  institution: 'register.error.institution',
  affiliation: 'register.error.affiliation',
  country: 'register.error.country',
  locale: 'register.error.locale',
  timeZone: 'register.error.timeZone',
  consent: 'register.error.consent',
};

/** What to do about a wrong answer, in the reader's language. */
export function explainRegistration(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => {
    if (code === 'sold-out') return t('register.error.soldOut');
    if (code === 'registration-closed') return t('register.error.closed');
    if (code === 'quota-full') return t('register.error.quotaFull');
    if (code === 'institution-required') return t('register.error.institutionRequired');
    if (code === 'invitation-required') return t('register.error.invitationRequired');
    return t(MESSAGES[path.split('.')[0] ?? ''] ?? 'form.error.other');
  };
}

export function LocaleSelect(control: { id: string; name: string; value: string }) {
  const { value, ...rest } = control;
  return (
    <select class="input" {...rest}>
      {LOCALES.map((locale: Locale) => (
        <option key={locale} value={locale} lang={locale} selected={locale === value}>
          {languageName(locale)}
        </option>
      ))}
    </select>
  );
}

function Glance({ edition }: Pick<RegisterPageProps, 'edition'>) {
  const { t } = useView();
  const { when, hosts } = edition;
  return (
    <aside class="stack" aria-label={t('register.glance')}>
      {when.startsAt && when.timeZone ? (
        <TimePair
          startsAt={when.startsAt}
          endsAt={when.endsAt}
          timeZone={when.timeZone}
          city={cityOfEdition(edition)}
        />
      ) : (
        <p>
          <WhenLine when={when} />
        </p>
      )}
      {hosts.length > 0 && (
        <p class="small muted">
          {t('register.host')} <HostNames hosts={hosts} />
        </p>
      )}
    </aside>
  );
}

/** What is wrong, in the reader's language, also with answers to questions. */
function useExplain({ questions }: Pick<RegisterPageProps, 'questions'>) {
  const view = useView();
  return explainAnswers(questions, view, explainRegistration(view.t));
}

/** Nothing was lost: the same form, to be sent once more. */
function Busy() {
  const { t } = useView();
  return (
    <div class="summary" role="alert" aria-labelledby="busy" tabIndex={-1} data-summary>
      <h2 id="busy">{t('register.busyTitle')}</h2>
      <p>{t('register.busyText')}</p>
      <p>
        <button class="btn btn-primary" type="submit">
          {t('register.again')}
        </button>
      </p>
    </div>
  );
}

function RegisterForm(props: RegisterPageProps) {
  const { edition, registration, categories, invitation, institutions, questions, files, formKey, form, busy } = props;
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const explain = useExplain(props);
  const eventZone = edition.when.timeZone ?? 'UTC';
  const ids = choosable(props).map(({ id }) => id);
  const city = cityOfEdition(edition);
  const common = { form, explain };
  return (
    <PostForm
      action={`/events/${edition.key}/register`}
      multipart={askable(questions, ids).some(({ kind }) => kind === 'file')}
    >
      <input type="hidden" name="formKey" value={formKey} />
      <div class="trap" aria-hidden="true">
        <label for="f-website">{t('register.trap')}</label>
        <input id="f-website" name="website" tabIndex={-1} autocomplete="off" />
      </div>
      {busy && <Busy />}
      <Categories zone={eventZone} {...{ categories, invitation, form, explain }} />
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
      <TextField
        name="email"
        type="email"
        inputMode="email"
        autocomplete="email"
        verbatim
        label={t('register.email')}
        help={t('register.emailHelp')}
        maxLength={254}
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
      <TextField
        name="affiliation"
        label={t('register.affiliation')}
        help={t('register.affiliationHelp')}
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
        {(control) => <LocaleSelect {...control} value={valueOf(form, 'locale', locale)} />}
      </Field>
      <Field
        name="timeZone"
        label={t('register.timeZone')}
        help={t('register.timeZoneHelp', { city: city ? cityName(locale, city) : cityOf(locale, eventZone) })}
        {...common}
      >
        {(control) => (
          <ZoneSelect
            {...control}
            value={valueOf(form, 'timeZone', readerZoneKnown ? readerZone : eventZone)}
            suggested={[eventZone, ...institutions.flatMap(({ timeZone }) => timeZone ?? [])]}
            prefill={!readerZoneKnown && !form.values['timeZone']}
          />
        )}
      </Field>
      <QuestionFields
        questions={questions}
        categoryIds={ids}
        categories={categories}
        files={files}
        values={form.values}
        errors={form.errors}
      />
      <Checkbox name="consent" required {...common}>
        {t('register.consent')}
      </Checkbox>
      <div class="row">
        <button class="btn btn-primary btn-l" type="submit">
          {t(busy ? 'register.again' : registration.kind === 'open' ? registerKey(registration) : 'register.action')}
        </button>
      </div>
      <p class="help">{t('register.later')}</p>
    </PostForm>
  );
}

const CLOSED: Partial<Record<RegistrationStand['kind'], { title: TextKey; text: TextKey }>> = {
  'sold-out': { title: 'register.soldOutTitle', text: 'register.soldOutText' },
  invitation: { title: 'register.invitationTitle', text: 'register.invitationText' },
};

/** `/events/{key}/register` */
export function RegisterPage(props: RegisterPageProps) {
  const { edition, registration, invitation, questions, form } = props;
  const { t, locale } = useView();
  const name = editionName(edition, locale, t);
  const title = t('register.title', { event: name });
  const isOpen = invitation ? choosable(props).some(({ open }) => open) : registration.kind === 'open';
  const isPlain = form.errors.length === 0 && !invitation;
  const words = CLOSED[registration.kind] ?? { title: 'register.closedTitle', text: 'register.closedText' };
  return (
    <Shell
      title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title}
      canonical={isPlain ? `/events/${edition.key}/register` : undefined}
      scripts={questions.length > 0 ? QUESTION_SCRIPTS : undefined}
      place="home"
      mainClass="wrap"
    >
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{t('register.heading')}</h1>
      </div>
      <div class="split reading">
        <ErrorSummary form={form} explain={useExplain(props)} />
        <Glance edition={edition} />
        {isOpen ? (
          <RegisterForm {...props} />
        ) : (
          <div class="empty">
            <h2>{t(words.title)}</h2>
            <p>{t(words.text)}</p>
            <RegisterButton editionKey={edition.key} stand={registration} zone={edition.when.timeZone ?? 'UTC'} />
            <p>
              <a href={`/events/${edition.key}`}>{t('register.backToEvent')}</a>
            </p>
          </div>
        )}
        <p>
          {t('lostLink.registered')} <a href={`/events/${edition.key}/lost-link`}>{t('lostLink.heading')}</a>
        </p>
      </div>
    </Shell>
  );
}
