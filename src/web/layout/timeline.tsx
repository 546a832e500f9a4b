import { type LocalisedText } from '../../kernel/locale.js';
import { formatDateOnly, ordinal as ordinalText } from '../../platform/i18n/format.js';
import { City, EditionName, HostNames, roleKey } from './edition.js';
import { Localised } from './localised.js';
import { EditionStatusMark } from './status.js';
import { At } from './time-pair.js';
import { useView } from './view-context.js';
import { type ArchivedEdition, type TimelineEntry } from './view-models.js';
import { hasText } from '../../kernel/locale.js';

const EAST = /^(Asia|Australia|Indian)\/|^Pacific\/(?!Honolulu|Pago_Pago)/;

/** On which side of the meridian an edition was hosted; a gap where the host is not recorded. */
export function sideOf(edition: Pick<ArchivedEdition, 'hosts' | 'when'>): 'west' | 'east' | 'gap' {
  const [host] = edition.hosts;
  if (!host) return 'gap';
  return EAST.test(host.timeZone ?? edition.when.timeZone ?? '') ? 'east' : 'west';
}

/** The hour on the event's own clock, the day, or the year: as much as is recorded. */
function When({ when }: Pick<ArchivedEdition, 'when'>) {
  const { t, locale } = useView();
  if (when.startsAt && when.timeZone) return <At instant={when.startsAt} zone={when.timeZone} />;
  if (when.date) return <time dateTime={when.date}>{formatDateOnly(locale, when.date)}</time>;
  return <>{t('edition.year', { year: when.year })}</>;
}

function Number({ ordinal }: { ordinal: number | null }) {
  const { locale } = useView();
  if (ordinal === null) return <p class="at" />;
  const [, after = ''] = ordinalText('en', ordinal).split(String(ordinal));
  return (
    <p class="at">
      {ordinal}
      {locale === 'en' && <sup>{after}</sup>}
    </p>
  );
}

/** Where it did not take its usual course. */
function Exception({ status }: Pick<ArchivedEdition, 'status'>) {
  return status === 'published' || status === 'completed' ? null : <EditionStatusMark status={status} />;
}

/** Those with another role than host, and how many satellite venues there were. */
function Parts({ edition: { roles = [], satelliteVenues } }: { edition: ArchivedEdition }) {
  const { t } = useView();
  const parts = roles.map(({ place, role }) => (
    <>
      {t('series.withRole', { role: t(roleKey(role)) })}
      <Localised text={place.name} />
    </>
  ));
  if (satelliteVenues) parts.push(<>{t('series.satellites', { count: satelliteVenues })}</>);
  return (
    <>
      {parts.map((part, index) => (
        <p key={index}>{part}</p>
      ))}
    </>
  );
}

function Entry({ edition, series }: { edition: ArchivedEdition; series: { name: LocalisedText } }) {
  const { t } = useView();
  const side = sideOf(edition);
  const { when, hosts, ordinal } = edition;
  const city = edition.city ?? hosts[0]?.city ?? null;
  const year = t('edition.year', { year: when.year });
  if (side === 'gap') {
    return (
      <li class="edition" data-side="gap">
        <Number ordinal={ordinal} />
        <div class="edition-body">
          <p class="year">
            {year} <Exception status={edition.status} />
          </p>
          <h3>
            <a href={`/events/${edition.key}`}>
              {hasText(edition.title) ? <Localised text={edition.title} /> : t('archive.hostNotRecorded')}
            </a>
            {hasText(edition.theme) && (
              <>
                <br />
                {t('edition.themeBefore')}
                <Localised text={edition.theme} />
                {t('edition.themeAfter')}
              </>
            )}
          </h3>
        </div>
      </li>
    );
  }
  return (
    <li class="edition" data-side={side}>
      <Number ordinal={ordinal} />
      <div class="edition-body">
        <p class="year">
          <When when={when} />
          {city && (
            <>
              {t('list.comma')}
              <City city={city} />
            </>
          )}{' '}
          <Exception status={edition.status} />
        </p>
        <h3>
          <a href={`/events/${edition.key}`}>
            {hasText(edition.title) ? <EditionName edition={{ ...edition, series }} /> : <HostNames hosts={hosts} />}
          </a>
        </h3>
        {hasText(edition.theme) && (
          <p>
            {t('edition.themeBefore')}
            <Localised text={edition.theme} />
            {t('edition.themeAfter')}
          </p>
        )}
        <Parts edition={edition} />
      </div>
    </li>
  );
}

/** The editions of a series along a meridian, their hosts to the west and the east of it; a gap stays a gap. */
export function Timeline({ entries, series }: { entries: readonly TimelineEntry[]; series: { name: LocalisedText } }) {
  const { t, locale } = useView();
  return (
    <div class="editions">
      <div class="sides" aria-hidden="true">
        <span>{t('archive.west')}</span>
        <span>{t('archive.east')}</span>
      </div>
      <ol role="list">
        {entries.map((entry) =>
          entry.kind === 'edition' ? (
            <Entry key={entry.edition.key} edition={entry.edition} series={series} />
          ) : (
            <li class="edition edition-run" data-side="gap" key={`gap-${entry.from}`}>
              <p class="at" aria-hidden="true" />
              <div class="edition-body">
                <p class="year">
                  {entry.from === entry.to
                    ? ordinalText(locale, entry.from)
                    : t('archive.run', { from: ordinalText(locale, entry.from), to: ordinalText(locale, entry.to) })}
                </p>
                <h3>{t('archive.notRecorded')}</h3>
              </div>
            </li>
          ),
        )}
      </ol>
    </div>
  );
}
