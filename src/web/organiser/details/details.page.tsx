import { type FieldError } from '../../../kernel/domain-error.js';
import { type Locale, LOCALES, textIn } from '../../../kernel/locale.js';
import { countries, countryName } from '../../layout/countries.js';
import { formatKey } from '../../layout/edition.js';
import { Checkbox, type Explain, Field, FieldGroup, idOf, TextField, valueOf } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type EditionFormat, type EditionRef } from '../../layout/view-models.js';
import { type TextKey, type Translate } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { type InstitutionChoice, InstitutionSelect, LocalisedField, Rows } from '../forms/fields.js';
import { EditionConsole } from '../parts/edition-console.js';
import { DangerZone, type DangerZoneProps } from './danger-zone.js';

export const DETAILS_DONE = {
  saved: 'details.done.saved',
  postponed: 'details.done.postponed',
  completed: 'details.done.completed',
  cancelled: 'details.done.cancelled',
} as const satisfies Record<string, TextKey>;

export const DETAILS_REFUSED = { changed: 'details.refused.changed' } as const satisfies Record<string, TextKey>;

/** Posts to its own address; see `details-form.ts` for the fields. */
export interface DetailsPageProps {
  edition: EditionRef & { languages: readonly Locale[] };
  /** The number that the series would propose. */
  nextOrdinal: number;
  institutions: readonly InstitutionChoice[];
  form: EditState;
  danger: DangerZoneProps;
  done: keyof typeof DETAILS_DONE | null;
  refused: keyof typeof DETAILS_REFUSED | null;
}

const ROLES = {
  co_host: 'role.coHost',
  partner: 'role.partner',
  broadcaster: 'role.broadcaster',
  satellite_venue: 'role.satelliteVenue',
  sponsor: 'role.sponsor',
  honorary_supporter: 'role.honorarySupporter',
} as const satisfies Record<string, TextKey>;

const FORMATS: readonly EditionFormat[] = ['hybrid', 'in_person', 'online'];

const MESSAGES: Record<string, TextKey> = {
  ordinal: 'details.error.ordinal',
  year: 'details.error.year',
  title: 'new.error.text',
  theme: 'new.error.text',
  description: 'details.error.description',
  format: 'new.error.format',
  languages: 'new.error.languages',
  venue: 'details.error.venue',
  hosts: 'new.error.hosts',
  roles: 'details.error.roles',
};

function explainDetails(t: Translate): Explain {
  return ({ path, code }: FieldError) =>
    t(code === 'ordinal-taken' ? 'new.error.ordinalTaken' : (MESSAGES[path.split('.')[0] ?? ''] ?? 'form.error.other'));
}

type Common = Pick<DetailsPageProps, 'edition' | 'form'> & { explain: Explain };

function Names({ nextOrdinal, edition, ...common }: Common & Pick<DetailsPageProps, 'nextOrdinal'>) {
  const { t } = useView();
  const { languages } = edition;
  return (
    <section class="section" aria-labelledby="names">
      <div class="section-head">
        <h2 id="names">{t('new.basics')}</h2>
        <p>{t('details.namesNote')}</p>
      </div>
      <div class="form">
        <TextField
          name="ordinal"
          label={t('new.ordinal')}
          help={t('details.ordinalHelp', { next: nextOrdinal })}
          optional
          inputMode="numeric"
          maxLength={4}
          {...common}
        />
        <Checkbox name="ordinal.none" {...common}>
          {t('details.unnumbered')}
        </Checkbox>
        <TextField name="year" label={t('details.year')} inputMode="numeric" maxLength={4} {...common} />
        <LocalisedField name="title" label={t('new.title')} help={t('new.titleHelp')} {...{ languages }} {...common} />
        <LocalisedField name="theme" label={t('new.theme')} {...{ languages }} {...common} />
        <LocalisedField
          name="description"
          label={t('details.description')}
          help={t('details.descriptionHelp')}
          multiline
          maxLength={10_000}
          {...{ languages }}
          {...common}
        />
      </div>
    </section>
  );
}

function Where({ edition, ...common }: Common) {
  const { t, locale } = useView();
  const { form } = common;
  const { languages } = edition;
  return (
    <section class="section" aria-labelledby="where">
      <div class="section-head">
        <h2 id="where">{t('new.where')}</h2>
      </div>
      <div class="form">
        <FieldGroup name="format" label={t('new.format')} {...common}>
          {FORMATS.map((one) => (
            <label class="choice" key={one}>
              <input type="radio" name="format" value={one} checked={one === valueOf(form, 'format')} />
              <span>{t(formatKey(one))}</span>
            </label>
          ))}
        </FieldGroup>
        <FieldGroup name="languages" label={t('new.languages')} help={t('details.languagesHelp')} {...common}>
          <div class="stack-s">
            {LOCALES.map((_, index) => (
              <LanguageSelect key={index} index={index} form={form} />
            ))}
          </div>
        </FieldGroup>
        <LocalisedField
          name="venue.name"
          label={t('new.venueName')}
          help={t('new.venueHelp')}
          {...{ languages }}
          {...common}
        />
        <LocalisedField
          name="venue.address"
          label={t('new.venueAddress')}
          maxLength={500}
          {...{ languages }}
          {...common}
        />
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
      </div>
    </section>
  );
}

function LanguageSelect({ index, form }: { index: number; form: EditState }) {
  const { t } = useView();
  const name = `languages.${index}`;
  const label = index === 0 ? t('details.firstLanguage') : t('details.furtherLanguage', { number: index + 1 });
  return (
    <div>
      <label class="vh" for={idOf(name)}>
        {label}
      </label>
      <select class="input" id={idOf(name)} name={name}>
        <option value="">{t('details.noLanguage')}</option>
        {LOCALES.map((one) => (
          <option key={one} value={one} lang={one} selected={one === valueOf(form, name)}>
            {languageName(one)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Who({ institutions, ...common }: Omit<Common, 'edition'> & Pick<DetailsPageProps, 'institutions'>) {
  const { t } = useView();
  const { form } = common;
  return (
    <section class="section" aria-labelledby="who">
      <div class="section-head">
        <h2 id="who">{t('details.who')}</h2>
        <p>{t('details.whoNote')}</p>
      </div>
      <div class="form">
        <Rows name="hosts" label={t('new.hosts')} help={t('new.hostsHelp')} add={t('details.addHost')} {...common}>
          {(index) => (
            <div>
              <RowLabel id={`hosts.${index}`}>{t('details.hostRow', { number: index + 1 })}</RowLabel>
              <InstitutionSelect
                id={idOf(`hosts.${index}`)}
                name={`hosts.${index}`}
                institutions={institutions}
                value={valueOf(form, `hosts.${index}`)}
                none={t('details.noInstitution')}
              />
            </div>
          )}
        </Rows>
        <Rows
          name="roles"
          label={t('details.roles')}
          help={t('details.rolesHelp')}
          add={t('details.addRole')}
          {...common}
        >
          {(index) => {
            const name = `roles.${index}`;
            return (
              <>
                <div>
                  <RowLabel id={`${name}.institution`}>{t('details.institutionRow', { number: index + 1 })}</RowLabel>
                  <InstitutionSelect
                    id={idOf(`${name}.institution`)}
                    name={`${name}.institution`}
                    institutions={institutions}
                    value={valueOf(form, `${name}.institution`)}
                    none={t('details.noInstitution')}
                  />
                </div>
                <div>
                  <RowLabel id={`${name}.role`}>{t('details.roleRow', { number: index + 1 })}</RowLabel>
                  <select class="input" id={idOf(`${name}.role`)} name={`${name}.role`}>
                    <option value="">{t('details.noRole')}</option>
                    {Object.entries(ROLES).map(([role, key]) => (
                      <option key={role} value={role} selected={role === valueOf(form, `${name}.role`)}>
                        {t(key)}
                      </option>
                    ))}
                  </select>
                </div>
              </>
            );
          }}
        </Rows>
      </div>
    </section>
  );
}

function RowLabel({ id, children }: { id: string; children: string }) {
  return (
    <label class="vh" for={idOf(id)}>
      {children}
    </label>
  );
}

/** `/organise/editions/{key}/details` */
export function DetailsPage({ edition, nextOrdinal, institutions, form, danger, done, refused }: DetailsPageProps) {
  const { t, locale } = useView();
  const explain = explainDetails(t);
  const common = { form, explain };
  const nameOf = (slug: string) => textIn(institutions.find((one) => one.slug === slug)?.name, locale) || slug;
  const words = (unit: string, value: string): string => {
    if (unit === 'format') return t(formatKey(value as EditionFormat));
    if (unit === 'languages') return languageName(value as Locale);
    if (unit === 'venue.country') return countryName(locale, value);
    if (unit === 'ordinal' && value === 'true') return t('details.unnumbered');
    return Object.hasOwn(ROLES, value) ? t(ROLES[value as keyof typeof ROLES]) : nameOf(value);
  };
  return (
    <EditionConsole
      edition={edition}
      place="details"
      title={t('console.details')}
      note={t('details.note')}
      done={done && t(DETAILS_DONE[done])}
      refused={refused && t(DETAILS_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        {...common}
        class="long-form"
        submit={t('details.save')}
        words={words}
        labels={{
          ordinal: t('new.ordinal'),
          year: t('details.year'),
          title: t('new.title'),
          theme: t('new.theme'),
          description: t('details.description'),
          format: t('new.format'),
          languages: t('new.languages'),
          'venue.name': t('new.venueName'),
          'venue.address': t('new.venueAddress'),
          'venue.city': t('new.venueCity'),
          'venue.country': t('register.country'),
          hosts: t('new.hosts'),
          roles: t('details.roles'),
        }}
      >
        <Names edition={edition} nextOrdinal={nextOrdinal} {...common} />
        <Where edition={edition} {...common} />
        <Who institutions={institutions} {...common} />
      </EditForm>
      <DangerZone {...danger} />
    </EditionConsole>
  );
}
