import { type FieldError } from '../../kernel/domain-error.js';
import { type Locale, LOCALES, type LocalisedText, textIn } from '../../kernel/locale.js';
import { cityOf } from '../../platform/i18n/format.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { countries } from '../layout/countries.js';
import { EditionName, editionName, HostNames, RegisterButton, WhenLine, cityOfEdition } from '../layout/edition.js';
import {
  Checkbox,
  ErrorSummary,
  Field,
  FieldGroup,
  type FormState,
  PostForm,
  TextField,
  valueOf,
} from '../layout/form.js';
import { Localised } from '../layout/localised.js';
import { Places } from '../layout/places.js';
import { languageName, Shell } from '../layout/shell.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type CategoryView, type EditionRef, type RegistrationStand } from '../layout/view-models.js';
import { ZoneSelect } from '../layout/zone-select.js';
import { type TextKey, type Translate } from '../texts.js';

/**
 * The form sends: `category, name, nativeName, email, institution, affiliation, country, locale, timeZone, consent`, and
 * besides `formKey` (the same for a repeated submit) and `website` (a trap: people leave it empty).
 */
export interface RegisterPageProps {
  edition: EditionRef & { city: string | null };
  registration: RegistrationStand;
  categories: CategoryView[];
  /** To choose from, in the order in which they are shown. */
  institutions: { slug: string; name: LocalisedText; timeZone: string | null }[];
  formKey: string;
  form: FormState;
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

function RegisterForm(props: RegisterPageProps) {
  const { edition, categories, institutions, formKey, form } = props;
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const explain = explainRegistration(t);
  const eventZone = edition.when.timeZone ?? 'UTC';
  const open = categories.filter((category) => category.open && category.placesLeft !== 0);
  const chosen = valueOf(form, 'category', open.length === 1 ? open[0]?.id : '');
  const city = cityOfEdition(edition);
  const common = { form, explain };
  return (
    <PostForm action={`/events/${edition.key}/register`}>
      <input type="hidden" name="formKey" value={formKey} />
      <div class="trap" aria-hidden="true">
        <label for="f-website">{t('register.trap')}</label>
        <input id="f-website" name="website" tabIndex={-1} autocomplete="off" />
      </div>
      <FieldGroup name="category" label={t('register.category')} {...common}>
        {categories.map((category) => (
          <label class="choice card" key={category.id}>
            <input
              type="radio"
              name="category"
              value={category.id}
              checked={category.id === chosen}
              disabled={!open.includes(category)}
              required
            />
            <span>
              <Localised text={category.name} />
            </span>
            <span class="help">
              <Places
                category={category}
                zone={eventZone}
                after={category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
              />
            </span>
          </label>
        ))}
      </FieldGroup>
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
      <Checkbox name="consent" required {...common}>
        {t('register.consent')}
      </Checkbox>
      <div class="row">
        <button class="btn btn-primary btn-l" type="submit">
          {t('register.action')}
        </button>
      </div>
      <p class="help">{t('register.later')}</p>
    </PostForm>
  );
}

/** `/events/{key}/register` */
export function RegisterPage(props: RegisterPageProps) {
  const { edition, registration, form } = props;
  const { t, locale } = useView();
  const name = editionName(edition, locale, t);
  const title = t('register.title', { event: name });
  const isOpen = registration.kind === 'open';
  return (
    <Shell
      title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title}
      canonical={form.errors.length > 0 ? undefined : `/events/${edition.key}/register`}
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
        <ErrorSummary form={form} explain={explainRegistration(t)} />
        <Glance edition={edition} />
        {isOpen ? (
          <RegisterForm {...props} />
        ) : (
          <div class="empty">
            <h2>{registration.kind === 'sold-out' ? t('register.soldOutTitle') : t('register.closedTitle')}</h2>
            <p>{registration.kind === 'sold-out' ? t('register.soldOutText') : t('register.closedText')}</p>
            <RegisterButton editionKey={edition.key} stand={registration} zone={edition.when.timeZone ?? 'UTC'} />
            <p>
              <a href={`/events/${edition.key}`}>{t('register.backToEvent')}</a>
            </p>
          </div>
        )}
      </div>
    </Shell>
  );
}
