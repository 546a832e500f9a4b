import { type LocalisedText } from '../../../kernel/locale.js';
import { cityOf } from '../../../platform/i18n/format.js';
import { countries, countryName } from '../../layout/countries.js';
import { TableHead } from '../../layout/data-table.js';
import { Field, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { ZoneSelect } from '../../layout/zone-select.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LinesField, LocalisedField } from '../forms/fields.js';
import { Remove } from '../parts/edition-console.js';
import { Desk } from './desk.js';
import { explainInstitution } from './form-errors.js';

/** Posts to its own address; see `institution-form.ts` for the fields. */
export interface InstitutionEditPageProps {
  /** Null for a new one. */
  institution: { slug: string; name: LocalisedText; version: number } | null;
  /** The last one first. */
  former: { id: string; name: LocalisedText; until: number }[];
  /** The zones of the other institutions. */
  zones: string[];
  form: EditState;
  done: string | null;
  refused: string | null;
}

function Fields({ form, zones, isNew }: Pick<InstitutionEditPageProps, 'form' | 'zones'> & { isNew: boolean }) {
  const { t, locale } = useView();
  const common = { form, explain: explainInstitution(t) };
  return (
    <>
      <section class="section" aria-labelledby="names">
        <div class="section-head">
          <h2 id="names">{t('institutions.names')}</h2>
        </div>
        <div class="form">
          {isNew && (
            <TextField
              name="slug"
              label={t('institutions.slug')}
              help={t('institutions.slugHelp')}
              verbatim
              maxLength={64}
              {...common}
            />
          )}
          <LocalisedField name="name" label={t('institutions.name')} required {...common} />
          <LinesField
            name="aliases"
            label={t('institution.otherNames')}
            help={t('institutions.aliasesHelp')}
            optional
            {...common}
          />
          <TextField name="parent" label={t('institution.parent')} optional maxLength={300} {...common} />
        </div>
      </section>
      <section class="section" aria-labelledby="place">
        <div class="section-head">
          <h2 id="place">{t('institution.place')}</h2>
        </div>
        <div class="form">
          <TextField
            name="city"
            label={t('institutions.city')}
            help={t('institutions.cityHelp')}
            maxLength={120}
            {...common}
          />
          <Field name="country" label={t('register.country')} {...common}>
            {(control) => (
              <select class="input" {...control} required>
                <option value="">{t('form.noAnswer')}</option>
                {countries(locale).map(({ code, name }) => (
                  <option key={code} value={code} selected={code === valueOf(form, 'country')}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field name="timeZone" label={t('institutions.timeZone')} {...common}>
            {(control) => <ZoneSelect {...control} value={valueOf(form, 'timeZone')} suggested={zones} />}
          </Field>
          <TextField
            name="website"
            type="url"
            inputMode="url"
            verbatim
            label={t('institution.website')}
            optional
            maxLength={2000}
            {...common}
          />
        </div>
      </section>
    </>
  );
}

function FormerNames({ slug, former }: { slug: string } & Pick<InstitutionEditPageProps, 'former'>) {
  const { t } = useView();
  const base = `/organise/institutions/${slug}/names`;
  return (
    <section class="section" aria-labelledby="former">
      <div class="section-head">
        <h2 id="former">{t('institution.formerNames')}</h2>
        <p>{t('institutions.formerNote')}</p>
      </div>
      <div class="stack">
        {former.length > 0 && (
          <div class="data">
            <table role="table">
              <TableHead
                columns={[{ text: t('institutions.name') }, { text: t('institutions.until'), isNumber: true }]}
              />
              <tbody role="rowgroup">
                {former.map(({ id, name, until }) => (
                  <tr role="row" key={id}>
                    <th role="rowheader" scope="row">
                      <a href={`${base}/${id}`}>
                        <Localised text={name} />
                      </a>
                    </th>
                    <td role="cell" data-num data-label={t('institutions.until')}>
                      {until}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <div class="row">
          <a class="btn" href={`${base}/new`}>
            {t('institutions.addName')}
          </a>
        </div>
      </div>
    </section>
  );
}

/** `/organise/institutions/new` and `/organise/institutions/{slug}` */
export function InstitutionEditPage({ institution, former, zones, form, done, refused }: InstitutionEditPageProps) {
  const { t, locale } = useView();
  const isNew = institution === null;
  const base = isNew ? '' : `/organise/institutions/${institution.slug}`;
  return (
    <Desk
      place="institutions"
      title={isNew ? t('institutions.new') : t('institutions.edit')}
      heading={isNew ? undefined : <Localised text={institution.name} />}
      note={<a href="/organise/institutions">{t('institutions.all')}</a>}
      action={
        !isNew && (
          <a class="btn" href={`/institutions/${institution.slug}`}>
            {t('institutions.publicPage')}
          </a>
        )
      }
      done={done}
      refused={refused}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm
        form={form}
        explain={explainInstitution(t)}
        class="long-form"
        submit={isNew ? t('institutions.create') : t('institutions.save')}
        words={(unit, value) =>
          unit === 'country' ? countryName(locale, value) : unit === 'timeZone' ? cityOf(locale, value) : value
        }
        labels={{
          name: t('institutions.name'),
          aliases: t('institution.otherNames'),
          parent: t('institution.parent'),
          city: t('institutions.city'),
          country: t('register.country'),
          timeZone: t('institutions.timeZone'),
          website: t('institution.website'),
        }}
      >
        <Fields form={form} zones={zones} isNew={isNew} />
      </EditForm>
      {!isNew && (
        <>
          <FormerNames slug={institution.slug} former={former} />
          <section class="section" aria-labelledby="duplicate">
            <div class="section-head">
              <h2 id="duplicate">{t('institutions.duplicate')}</h2>
              <p>{t('institutions.duplicateNote')}</p>
            </div>
            <div class="stack">
              <p>
                <a class="btn" href={`${base}/merge`}>
                  {t('institutions.mergeAsk')}
                </a>
              </p>
              <Remove
                action={`${base}/remove`}
                version={institution.version}
                ask={t('institutions.removeAsk')}
                text={t('institutions.removeText')}
                button={t('institutions.remove')}
              />
            </div>
          </section>
        </>
      )}
    </Desk>
  );
}
