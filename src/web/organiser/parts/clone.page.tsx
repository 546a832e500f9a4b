import { type ClockAdjustment, type ClonePart } from '../../../features/editions/index.js';
import { formatWallTime } from '../../../kernel/time-zone.js';
import { cityOf, formatMoment } from '../../../platform/i18n/format.js';
import { EditionName } from '../../layout/edition.js';
import { ErrorSummary, Field, type FormState, idOf, PostForm, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { ZoneSelect } from '../../layout/zone-select.js';
import { type TextKey } from '../../texts.js';
import { type InstitutionChoice, InstitutionSelect, Rows } from '../forms/fields.js';
import { CLONED_PARTS } from './clone-form.js';
import { EditionConsole } from './edition-console.js';
import { Boxes, WallTimeField } from './fields.js';
import { explainPart } from './part-errors.js';

const PARTS: Record<(typeof CLONED_PARTS)[number] & ClonePart, TextKey> = {
  roles: 'parts.clone.roles',
  categories: 'console.categories',
  streams: 'parts.clone.streams',
  rules: 'parts.clone.rules',
};

interface ClonePageProps {
  edition: EditionRef;
  /** The number and the key that are proposed. */
  proposed: { ordinal: number; key: string };
  institutions: readonly InstitutionChoice[];
  form: FormState;
}

/** `/organise/editions/{key}/clone` */
export function ClonePage({ edition, proposed, institutions, form }: ClonePageProps) {
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const common = { form, explain: explainPart(t) };
  const { timeZone } = edition.when;
  const zone = valueOf(form, 'timeZone', timeZone ?? (readerZoneKnown ? readerZone : 'UTC'));
  const suggested = [...(timeZone ? [timeZone] : []), ...edition.hosts.flatMap((host) => host.timeZone ?? [])];
  return (
    <EditionConsole
      edition={edition}
      place="overview"
      title={t('parts.clone.title')}
      note={
        <>
          {t('parts.clone.after')} <EditionName edition={edition} />
        </>
      }
      scripts={['rows.js']}
    >
      <p class="note">{t('parts.clone.note')}</p>
      <ErrorSummary {...common} />
      <PostForm action={`/organise/editions/${edition.key}/clone`} class="long-form part-form">
        <section class="section" aria-labelledby="basics">
          <div class="section-head">
            <h2 id="basics">{t('new.basics')}</h2>
          </div>
          <div class="form">
            <TextField name="year" label={t('parts.clone.year')} inputMode="numeric" maxLength={4} {...common} />
            <TextField
              name="ordinal"
              label={t('new.ordinal')}
              help={t('new.ordinalHelp')}
              optional
              inputMode="numeric"
              maxLength={4}
              placeholder={String(proposed.ordinal)}
              {...common}
            />
            <label class="choice" for={idOf('unnumbered')}>
              <input
                type="checkbox"
                id={idOf('unnumbered')}
                name="unnumbered"
                value="true"
                checked={valueOf(form, 'unnumbered') === 'true'}
              />
              <span>{t('parts.clone.unnumbered')}</span>
            </label>
            <TextField
              name="key"
              label={t('new.key')}
              help={t('parts.clone.keyHelp')}
              optional
              verbatim
              maxLength={64}
              placeholder={proposed.key}
              {...common}
            />
            <Rows
              name="hosts"
              label={t('new.hosts')}
              help={t('new.hostsHelp')}
              add={t('parts.clone.addHost')}
              {...common}
            >
              {(index) => (
                <div>
                  <label class="vh" for={idOf(`hosts.${index}`)}>
                    {t('parts.clone.host')} <span data-row-number>{index + 1}</span>
                  </label>
                  <InstitutionSelect
                    id={idOf(`hosts.${index}`)}
                    name={`hosts.${index}`}
                    institutions={institutions}
                    value={valueOf(form, `hosts.${index}`)}
                    none={index === 0 ? t('new.hostNone') : t('new.hostMore')}
                  />
                </div>
              )}
            </Rows>
          </div>
        </section>
        <section class="section" aria-labelledby="when">
          <div class="section-head">
            <h2 id="when">{t('new.when')}</h2>
            <p>{t('parts.clone.whenNote')}</p>
          </div>
          <div class="form">
            <Field name="timeZone" label={t('new.timeZone')} {...common}>
              {(control) => <ZoneSelect {...control} value={zone} suggested={suggested} />}
            </Field>
            <WallTimeField
              name="startsAt"
              zone={zone}
              label={t('new.startsAt')}
              help={t('new.startsAtHelp', { city: cityOf(locale, zone) })}
              {...common}
            />
            <WallTimeField
              name="endsAt"
              zone={zone}
              label={t('new.endsAt')}
              help={t('parts.clone.endsAtHelp')}
              optional
              {...common}
            />
          </div>
        </section>
        <section class="section" aria-labelledby="what">
          <div class="section-head">
            <h2 id="what">{t('parts.clone.what')}</h2>
            <p>{t('parts.clone.whatNote')}</p>
          </div>
          <div class="form">
            <Boxes
              name="include"
              label={t('parts.clone.include')}
              options={CLONED_PARTS.map((part) => ({ value: part, text: t(PARTS[part]) }))}
              {...common}
            />
          </div>
        </section>
        <div class="row form-end">
          <button class="btn btn-primary btn-l" type="submit">
            {t('parts.clone.make')}
          </button>
          <p class="help">{t('new.saveNote')}</p>
        </div>
      </PostForm>
    </EditionConsole>
  );
}

const ADJUSTED: Record<ClockAdjustment['path'], TextKey> = {
  startsAt: 'new.startsAt',
  endsAt: 'new.endsAt',
  opensAt: 'parts.category.opensAt',
  closesAt: 'parts.category.closesAt',
};

/** The draft is made, and some of its times are not what they were: its clock skips them, or shows them twice. */
export function ClonedPage({ edition, adjusted }: { edition: EditionRef; adjusted: readonly ClockAdjustment[] }) {
  const { t, locale } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  const base = `/organise/editions/${edition.key}`;
  return (
    <EditionConsole edition={edition} place="overview" title={t('parts.clone.doneTitle')}>
      <section class="card part-card" aria-labelledby="adjusted">
        <h2 id="adjusted">{t('parts.clone.adjusted')}</h2>
        <ul>
          {adjusted.map(({ place, name, path, wanted, trick, at }) => {
            const became = formatMoment(locale, zone, at);
            return (
              <li key={`${place} ${path} ${at.getTime()}`}>
                {name && (
                  <>
                    <Localised text={name} />
                    {t('list.comma')}
                  </>
                )}
                {t(ADJUSTED[path])}
                {t('parts.todo.colon')}
                {t(trick === 'skipped' ? 'parts.clone.skipped' : 'parts.clone.repeated', {
                  wanted: formatWallTime(wanted).slice(0, 16).replace('T', ' '),
                  time: became.time,
                  date: became.date,
                })}
              </li>
            );
          })}
        </ul>
        <div class="row">
          <a class="btn btn-primary" href={`${base}?done=cloned`}>
            {t('parts.clone.toOverview')}
          </a>
          <a class="btn" href={`${base}/schedule`}>
            {t('console.schedule')}
          </a>
        </div>
      </section>
    </EditionConsole>
  );
}
