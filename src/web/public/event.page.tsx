import { hasText, pick, textIn } from '../../kernel/locale.js';
import {
  EditionName,
  editionName,
  formatKey,
  Masthead,
  placeText,
  RegisterButton,
  registerKey,
  roleKey,
  WhenLine,
} from '../layout/edition.js';
import { hrefWith } from '../layout/hrefs.js';
import { Icon } from '../layout/icons.js';
import { InstitutionLink } from '../layout/institution-link.js';
import { JsonLd } from '../layout/json-ld.js';
import { Localised, Name } from '../layout/localised.js';
import { Places } from '../layout/places.js';
import { languageName, Shell } from '../layout/shell.js';
import { At, LocalClock, shortDate, TimePair, timesOf } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { eventData } from './event-data.js';
import { cityOfEvent, type EventPageProps } from './event.props.js';
import { Remains } from './remains.js';

function People({ edition }: Pick<EventPageProps, 'edition'>) {
  const { t, locale } = useView();
  const { when, hosts, roles } = edition;
  const people = [...hosts.map((place) => ({ place, role: 'host' as const })), ...roles];
  if (people.length === 0) {
    return (
      <section class="section" aria-labelledby="hosts">
        <div class="section-head">
          <h2 id="hosts">{t('event.hosts')}</h2>
        </div>
        <p class="muted">{t('archive.hostNotRecorded')}</p>
      </section>
    );
  }
  return (
    <section class="section" aria-labelledby="hosts">
      <div class="section-head">
        <h2 id="hosts">{roles.length > 0 ? t('event.hostsAndPartners') : t('event.hosts')}</h2>
        {when.startsAt && <p>{t('event.hostsHour')}</p>}
      </div>
      <ul class="people" role="list">
        {people.map(({ place, role }) => {
          const where = placeText(locale, place, t);
          return (
            <li key={`${role}-${place.slug}`}>
              <div>
                <h3>
                  <InstitutionLink place={place} />
                </h3>
                <p class="where">
                  {t(roleKey(role))}
                  {where && (
                    <>
                      {t('list.comma')}
                      <Name>{where}</Name>
                    </>
                  )}
                </p>
              </div>
              {when.startsAt && when.timeZone && place.timeZone && (
                <LocalClock instant={when.startsAt} eventZone={when.timeZone} zone={place.timeZone} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function TakePart(props: EventPageProps) {
  const { edition, categories, registration } = props;
  const { t, path } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  const hasTime = edition.when.startsAt !== null;
  const isAhead = registration.kind !== 'ended' && registration.kind !== 'none';
  if (!isAhead && !hasTime) return null;
  return (
    <section class="section no-rule" aria-labelledby="part">
      <div class="section-head">
        <h2 id="part">{isAhead ? t('event.takePart') : t('event.over')}</h2>
        {edition.format && <p>{t(formatKey(edition.format))}</p>}
      </div>
      <div class="stack">
        {edition.cancelledReason && (
          <p class="note" data-is="warn">
            {edition.cancelledReason}
          </p>
        )}
        <div class={registration.kind === 'open' ? 'row action-wide' : 'row'}>
          <RegisterButton editionKey={edition.key} stand={registration} zone={zone} large />
          {hasTime && isAhead && (
            <a class="btn btn-l" href={`/events/${edition.key}/calendar.ics`}>
              <Icon name="calendar" /> {t('event.addToCalendar')}
            </a>
          )}
        </div>
        {registration.kind === 'open' && (
          <>
            <p class="small muted">{t('event.noAccount')}</p>
            {hasTime && (
              <p class="small action-narrow">
                <a href={`/events/${edition.key}/calendar.ics`}>{t('event.addToCalendar')}</a>
              </p>
            )}
          </>
        )}
        {isAhead && categories.length > 0 && (
          <ul class="people places" role="list">
            {categories.map((category) => (
              <li key={category.id}>
                <div>
                  <h3>
                    <Localised text={category.name} />
                  </h3>
                  <p class="where">
                    {category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
                  </p>
                </div>
                <p class="small muted">
                  <Places category={category} zone={zone} />
                </p>
              </li>
            ))}
          </ul>
        )}
        {hasTime && (
          <p class="small muted">
            {t('zone.elsewhere')} <a href={hrefWith('/time-zone', { to: path })}>{t('zone.change')}</a>
          </p>
        )}
      </div>
    </section>
  );
}

function Facts({ edition, stream }: Pick<EventPageProps, 'edition' | 'stream'>) {
  const { t, locale, readerZone, readerZoneKnown } = useView();
  const { venue, languages, satelliteVenues, when } = edition;
  if (!venue && !stream && !satelliteVenues && languages.length === 0) return null;
  return (
    <section class="section" aria-labelledby="facts">
      <div class="section-head">
        <h2 id="facts">{t('event.facts')}</h2>
      </div>
      <dl class="facts">
        {venue && (
          <div>
            <dt>{t('event.venue')}</dt>
            <dd>
              <Localised text={venue.name} />
              {hasText(venue.name) && <br />}
              <Localised text={venue.address} />
              {hasText(venue.address) && <br />}
              <Name>{placeText(locale, venue, t)}</Name>
            </dd>
          </div>
        )}
        {satelliteVenues !== null && satelliteVenues > 0 && (
          <div>
            <dt>{t('event.satellites')}</dt>
            <dd>{satelliteVenues}</dd>
          </div>
        )}
        {stream && (
          <div>
            <dt>{t('event.stream')}</dt>
            <dd>
              {t('event.streamNote')}
              {stream.opensAt && (
                <>
                  {' '}
                  {t('event.streamOpens')}{' '}
                  <At instant={stream.opensAt} zone={readerZoneKnown ? readerZone : (when.timeZone ?? 'UTC')} />
                  {t('list.stop')}
                </>
              )}
            </dd>
          </div>
        )}
        {languages.length > 0 && (
          <div>
            <dt>{t('event.languages')}</dt>
            <dd>
              {languages.map((language, index) => (
                <>
                  {index > 0 && t('list.separator')}
                  <span key={language} lang={language}>
                    {languageName(language)}
                  </span>
                </>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function ActionBar({ edition, registration }: Pick<EventPageProps, 'edition' | 'registration'>) {
  const view = useView();
  const { when } = edition;
  if (registration.kind !== 'open') return null;
  const times =
    when.startsAt && when.timeZone
      ? timesOf(
          { startsAt: when.startsAt, endsAt: null, timeZone: when.timeZone, city: cityOfEvent({ edition }) },
          view,
        )
      : null;
  return (
    <div class="action-bar">
      <p data-zoned>
        {times && (
          <>
            <strong>
              {times.reader.start.time} {shortDate(times.reader.start)}
            </strong>
            {!times.same && (
              <>
                <br />
                <span class="muted">
                  {view.t('event.barThere', {
                    time: times.event.start.time,
                    date: shortDate(times.event.start),
                    city: times.event.city,
                  })}
                </span>
              </>
            )}
          </>
        )}
      </p>
      <a class="btn btn-primary" href={`/events/${edition.key}/register`}>
        {view.t(registerKey(registration))}
      </a>
    </div>
  );
}

/** Over, or recorded as such: its page belongs to the archive. */
function isPast({ status, when }: EventPageProps['edition'], now: Date): boolean {
  return status === 'completed' || (status !== 'draft' && when.endsAt !== null && when.endsAt <= now);
}

/** `/events/{key}` */
export function EventPage(props: EventPageProps) {
  const { edition, registration } = props;
  const { t, locale, origin, now } = useView();
  const { when } = edition;
  const about = pick(edition.description, locale);
  const isOwnTitle = hasText(edition.title);
  const description = textIn(edition.description, locale) || textIn(edition.theme, locale) || undefined;
  return (
    <Shell
      title={editionName(edition, locale, t)}
      description={description}
      canonical={`/events/${edition.key}`}
      place="home"
      head={<JsonLd data={eventData(props, { t, locale, origin })} />}
    >
      <Masthead
        between={
          edition.ordinal !== null
            ? { ordinal: edition.ordinal }
            : edition.series.shortName
              ? { word: edition.series.shortName }
              : null
        }
        title={
          isOwnTitle || edition.ordinal === null ? (
            <EditionName edition={edition} />
          ) : (
            <Localised text={edition.series.name} />
          )
        }
        lede={hasText(edition.theme) ? <Localised text={edition.theme} /> : undefined}
        crumb={
          <>
            <a href={`/series/${edition.series.slug}`}>
              {isOwnTitle ? <Localised text={edition.series.name} /> : t('event.allEditions')}
            </a>
            {isPast(edition, now) && (
              <>
                {' '}
                <span class="status" data-is="archived">
                  {t('archive.public.chip')}
                </span>
              </>
            )}
          </>
        }
      />
      {when.startsAt && when.timeZone ? (
        <TimePair
          full
          startsAt={when.startsAt}
          endsAt={when.endsAt}
          timeZone={when.timeZone}
          city={cityOfEvent(props)}
        />
      ) : (
        <div class="pair">
          <div class="wrap">
            <p class="recorded">
              <WhenLine when={when} />
              <span class="small muted">{when.date ? t('event.onlyDay') : t('event.onlyYear')}</span>
            </p>
          </div>
        </div>
      )}
      <div class="wrap">
        <TakePart {...props} />
        {props.remains && <Remains remains={props.remains} />}
        {hasText(edition.description) && (
          <section class="section" aria-labelledby="about">
            <div class="section-head">
              <h2 id="about">{t('event.about')}</h2>
            </div>
            <div class="stack" lang={about.locale === locale ? undefined : about.locale}>
              {about.text.split(/\n{2,}/).map((paragraph, index) => (
                <p key={index}>{paragraph}</p>
              ))}
            </div>
          </section>
        )}
        <People edition={edition} />
        <Facts edition={edition} stream={props.stream} />
      </div>
      <ActionBar edition={edition} registration={registration} />
    </Shell>
  );
}
