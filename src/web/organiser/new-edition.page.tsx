import { type FieldError } from '../../kernel/domain-error.js';
import { LOCALES, type LocalisedText, textIn } from '../../kernel/locale.js';
import { cityOf } from '../../platform/i18n/format.js';
import { countries } from '../layout/countries.js';
import {
  ErrorSummary,
  Field,
  FieldGroup,
  type FormState,
  idOf,
  PostForm,
  TextField,
  valueOf,
  valuesOf,
} from '../layout/form.js';
import { Console } from '../layout/console.js';
import { languageName } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { ZoneSelect } from '../layout/zone-select.js';
import { type TextKey, type Translate } from '../texts.js';
import { formatKey } from '../layout/edition.js';
import { LocalisedField } from './forms/fields.js';
import { CategoryFields } from './parts/category-fields.js';
import { type Common } from './parts/fields.js';
import { ProviderField } from './parts/streams.page.js';

/**
 * One form for an edition and what it cannot do without. Field names are paths with dots, as in the errors:
 * `series, key, ordinal, title.<locale>, theme.<locale>, hosts.0…2, timeZone, startsAt, endsAt` (wall clock of the zone,
 * `YYYY-MM-DDTHH:MM`), `format, venue.name|address|city|country, languages` (several), `category.name.<locale>,
 * category.attendance, category.capacity, stream.title.<locale>, stream.url, stream.provider, stream.opensMinutesBefore,
 * reminders.0…2.amount, reminders.0…2.unit` (`days|hours|minutes` before the start). Empty ones are sent as ''.
 */
export interface NewEditionPageProps {
  series: { slug: string; name: LocalisedText; nextOrdinal: number | null }[];
  institutions: { slug: string; name: LocalisedText; timeZone: string | null }[];
  form: FormState;
}

const MESSAGES: Record<string, TextKey> = {
  series: 'new.error.series',
  key: 'new.error.key',
  ordinal: 'new.error.ordinal',
  title: 'new.error.text',
  theme: 'new.error.text',
  hosts: 'new.error.hosts',
  timeZone: 'register.error.timeZone',
  startsAt: 'new.error.startsAt',
  endsAt: 'new.error.endsAt',
  format: 'new.error.format',
  venue: 'new.error.venue',
  languages: 'new.error.languages',
  category: 'new.error.categoryName',
  'category.capacity': 'new.error.capacity',
  'category.attendance': 'new.error.attendance',
  stream: 'new.error.streamTitle',
  'stream.url': 'new.error.url',
  'stream.provider': 'new.error.provider',
  'stream.opensMinutesBefore': 'new.error.opens',
  reminders: 'new.error.reminder',
};

const CODES: Record<string, TextKey> = {
  'ambiguous-local-time': 'new.error.ambiguous',
  'key-taken': 'new.error.keyTaken',
  'ordinal-taken': 'new.error.ordinalTaken',
};

/** What to do about a wrong answer, in the organiser's language. */
export function explainEdition(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => {
    const [first = '', second = ''] = path.split('.');
    return t(CODES[code] ?? MESSAGES[`${first}.${second}`] ?? MESSAGES[first] ?? 'form.error.other');
  };
}

const REMINDERS = [0, 1, 2] as const;
const PROPOSED = [
  { amount: '7', unit: 'days' },
  { amount: '1', unit: 'days' },
  { amount: '1', unit: 'hours' },
] as const;

/** One of the fields in a group, which has its message in common. */
function isWrong(form: FormState, path: string): 'true' | undefined {
  return form.errors.some((error) => error.path === path) ? 'true' : undefined;
}

function Basics({ series, institutions, ...common }: Common & Pick<NewEditionPageProps, 'series' | 'institutions'>) {
  const { t, locale } = useView();
  const { form } = common;
  const chosen = series.find(({ slug }) => slug === valueOf(form, 'series')) ?? series[0];
  return (
    <section class="section" aria-labelledby="basics">
      <div class="section-head">
        <h2 id="basics">{t('new.basics')}</h2>
      </div>
      <div class="form">
        <Field name="series" label={t('new.series')} {...common}>
          {(control) => (
            <select class="input" data-ordinal-for={idOf('ordinal')} {...control}>
              {series.map(({ slug, name, nextOrdinal }) => (
                <option key={slug} value={slug} selected={slug === chosen?.slug} data-ordinal={nextOrdinal ?? ''}>
                  {textIn(name, locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField name="key" label={t('new.key')} help={t('new.keyHelp')} verbatim maxLength={64} {...common} />
        <TextField
          name="ordinal"
          label={t('new.ordinal')}
          help={t('new.ordinalHelp')}
          optional
          inputMode="numeric"
          maxLength={4}
          placeholder={chosen?.nextOrdinal ? String(chosen.nextOrdinal) : undefined}
          {...common}
        />
        <LocalisedField name="title" label={t('new.title')} help={t('new.titleHelp')} {...common} />
        <LocalisedField name="theme" label={t('new.theme')} {...common} />
        <FieldGroup name="hosts" label={t('new.hosts')} help={t('new.hostsHelp')} {...common}>
          <div class="stack-s">
            {[0, 1, 2].map((index) => (
              <div key={index}>
                <label class="vh" for={`${idOf('hosts')}-${index}`}>
                  {t('new.host', { number: index + 1 })}
                </label>
                <select
                  class="input"
                  id={`${idOf('hosts')}-${index}`}
                  name={`hosts.${index}`}
                  aria-invalid={isWrong(form, `hosts.${index}`)}
                >
                  <option value="">{index === 0 ? t('new.hostNone') : t('new.hostMore')}</option>
                  {institutions.map(({ slug, name }) => (
                    <option key={slug} value={slug} selected={slug === valueOf(form, `hosts.${index}`)}>
                      {textIn(name, locale)}
                    </option>
                  ))}
                </select>
              </div>
            ))}
          </div>
        </FieldGroup>
      </div>
    </section>
  );
}

function When({ institutions, ...common }: Common & Pick<NewEditionPageProps, 'institutions'>) {
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const zone = valueOf(common.form, 'timeZone', institutions[0]?.timeZone ?? (readerZoneKnown ? readerZone : 'UTC'));
  return (
    <section class="section" aria-labelledby="when">
      <div class="section-head">
        <h2 id="when">{t('new.when')}</h2>
        <p>{t('new.whenNote')}</p>
      </div>
      <div class="form">
        <Field name="timeZone" label={t('new.timeZone')} {...common}>
          {(control) => (
            <ZoneSelect {...control} value={zone} suggested={institutions.flatMap(({ timeZone }) => timeZone ?? [])} />
          )}
        </Field>
        <TextField
          name="startsAt"
          type="datetime-local"
          label={t('new.startsAt')}
          help={t('new.startsAtHelp', { city: cityOf(locale, zone) })}
          {...common}
        />
        <TextField name="endsAt" type="datetime-local" label={t('new.endsAt')} {...common} />
      </div>
    </section>
  );
}

function Where(common: Common) {
  const { t, locale } = useView();
  const { form } = common;
  const format = valueOf(form, 'format', 'hybrid');
  const languages = form.values['languages'] === undefined ? [locale] : valuesOf(form, 'languages');
  return (
    <section class="section" aria-labelledby="where">
      <div class="section-head">
        <h2 id="where">{t('new.where')}</h2>
      </div>
      <div class="form">
        <FieldGroup name="format" label={t('new.format')} {...common}>
          {(['hybrid', 'in_person', 'online'] as const).map((one) => (
            <label class="choice" key={one}>
              <input type="radio" name="format" value={one} checked={one === format} />
              <span>{t(formatKey(one))}</span>
            </label>
          ))}
        </FieldGroup>
        <TextField
          name="venue.name"
          label={t('new.venueName')}
          help={t('new.venueHelp')}
          optional
          maxLength={300}
          {...common}
        />
        <TextField name="venue.address" label={t('new.venueAddress')} optional maxLength={300} {...common} />
        <TextField name="venue.city" label={t('new.venueCity')} optional maxLength={120} {...common} />
        <Field name="venue.country" label={t('register.country')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('form.noAnswer')}</option>
              {countries(locale).map(({ code, name }) => (
                <option key={code} value={code} selected={code === valueOf(form, 'venue.country')}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <FieldGroup name="languages" label={t('new.languages')} {...common}>
          {LOCALES.map((one) => (
            <label class="choice" key={one}>
              <input type="checkbox" name="languages" value={one} checked={languages.includes(one)} />
              <span lang={one}>{languageName(one)}</span>
            </label>
          ))}
        </FieldGroup>
      </div>
    </section>
  );
}

function Category(common: Common) {
  const { t } = useView();
  return (
    <section class="section" aria-labelledby="category">
      <div class="section-head">
        <h2 id="category">{t('new.category')}</h2>
        <p>{t('new.categoryNote')}</p>
      </div>
      <div class="form">
        <CategoryFields at="category." {...common} />
      </div>
    </section>
  );
}

function Stream(common: Common) {
  const { t } = useView();
  return (
    <section class="section" aria-labelledby="stream">
      <div class="section-head">
        <h2 id="stream">{t('new.stream')}</h2>
        <p>{t('new.streamNote')}</p>
      </div>
      <div class="form">
        <LocalisedField name="stream.title" label={t('new.streamTitle')} {...common} />
        <TextField
          name="stream.url"
          type="url"
          inputMode="url"
          verbatim
          label={t('new.url')}
          help={t('new.urlHelp')}
          optional
          maxLength={2000}
          {...common}
        />
        <ProviderField name="stream.provider" {...common} />
        <Field name="stream.opensMinutesBefore" label={t('new.opens')} {...common}>
          {(control) => (
            <input
              class="input input-short"
              inputMode="numeric"
              maxLength={4}
              {...control}
              value={valueOf(common.form, 'stream.opensMinutesBefore', '10')}
            />
          )}
        </Field>
      </div>
    </section>
  );
}

function Reminders(common: Common) {
  const { t } = useView();
  const { form } = common;
  const units = [
    { unit: 'days', text: t('unit.days') },
    { unit: 'hours', text: t('unit.hours') },
    { unit: 'minutes', text: t('unit.minutes') },
  ];
  return (
    <section class="section" aria-labelledby="reminders-head">
      <div class="section-head">
        <h2 id="reminders-head">{t('new.reminders')}</h2>
        <p>{t('new.remindersNote')}</p>
      </div>
      <FieldGroup name="reminders" label={t('new.remindersLabel')} help={t('new.remindersHelp')} {...common}>
        <div class="stack-s">
          {REMINDERS.map((index) => {
            const { amount, unit } = PROPOSED[index];
            const name = `reminders.${index}`;
            const isTyped = form.values[`${name}.amount`] !== undefined;
            const chosenUnit = valueOf(form, `${name}.unit`, unit);
            return (
              <div class="reminder-row" key={index}>
                <label class="vh" for={`${idOf(name)}-amount`}>
                  {t('new.reminderAmount', { number: index + 1 })}
                </label>
                <input
                  class="input"
                  id={`${idOf(name)}-amount`}
                  name={`${name}.amount`}
                  inputMode="numeric"
                  maxLength={4}
                  aria-invalid={isWrong(form, `${name}.amount`)}
                  value={isTyped ? valueOf(form, `${name}.amount`) : amount}
                />
                <label class="vh" for={`${idOf(name)}-unit`}>
                  {t('new.reminderUnit', { number: index + 1 })}
                </label>
                <select class="input" id={`${idOf(name)}-unit`} name={`${name}.unit`}>
                  {units.map((one) => (
                    <option key={one.unit} value={one.unit} selected={one.unit === chosenUnit}>
                      {one.text}
                    </option>
                  ))}
                </select>
              </div>
            );
          })}
        </div>
      </FieldGroup>
    </section>
  );
}

/** `/organise/editions/new` */
export function NewEditionPage({ series, institutions, form }: NewEditionPageProps) {
  const { t } = useView();
  const common = { form, explain: explainEdition(t) };
  const title = t('new.heading');
  return (
    <Console
      title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title}
      place="new"
      scripts={['console.js']}
    >
      <div class="console-title">
        <div>
          <h1>{title}</h1>
          <p>{t('new.note')}</p>
        </div>
      </div>
      <ErrorSummary {...common} />
      {series.length === 0 ? (
        <div class="empty">
          <h2>{t('new.noSeries')}</h2>
          <p>{t('new.noSeriesText')}</p>
        </div>
      ) : (
        <PostForm action="/organise/editions" class="long-form">
          <Basics series={series} institutions={institutions} {...common} />
          <When institutions={institutions} {...common} />
          <Where {...common} />
          <Category {...common} />
          <Stream {...common} />
          <Reminders {...common} />
          <div class="row form-end">
            <button class="btn btn-primary btn-l" type="submit">
              {t('new.save')}
            </button>
            <p class="help">{t('new.saveNote')}</p>
          </div>
        </PostForm>
      )}
    </Console>
  );
}
