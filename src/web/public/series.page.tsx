import { hasText, type LocalisedText, pick, textIn } from '../../kernel/locale.js';
import { offsetMinutes } from '../../kernel/time-zone.js';
import { City, EditionName, Masthead, placeText, RegisterButton, cityOfEdition } from '../layout/edition.js';
import { Localised, Name } from '../layout/localised.js';
import { Shell } from '../layout/shell.js';
import { At, LocalClock, TimePair } from '../layout/time-pair.js';
import { Timeline } from '../layout/timeline.js';
import { useView } from '../layout/view-context.js';
import { type PlaceView, type SeriesRef, type TimelineEntry, type UpcomingEdition } from '../layout/view-models.js';
import { bothTimes } from '../../platform/i18n/format.js';
import { type TextKey } from '../texts.js';

export interface SeriesPageProps {
  series: SeriesRef & { description: LocalisedText | null; foundedYear: number | null };
  timeline: TimelineEntry[];
  members: MemberView[];
  next: UpcomingEdition | null;
}

export interface MemberView extends PlaceView {
  role: 'member' | 'partner' | 'broadcaster';
  founding: boolean;
}

const ROLE_HEADS: Record<MemberView['role'], TextKey> = {
  member: 'series.members',
  partner: 'series.partners',
  broadcaster: 'series.broadcasters',
};

interface Hour {
  offset: number;
  zone: string;
  places: MemberView[];
}

/** Members that share a clock, from east to west. */
function byHour(members: MemberView[], instant: Date): Hour[] {
  const hours = new Map<number, Hour>();
  for (const place of members) {
    if (!place.timeZone) continue;
    const offset = offsetMinutes(place.timeZone, instant);
    const hour = hours.get(offset) ?? { offset, zone: place.timeZone, places: [] };
    hour.places.push(place);
    hours.set(offset, hour);
  }
  return [...hours.values()].sort((a, b) => b.offset - a.offset);
}

function PlaceItem({ place }: { place: MemberView }) {
  const { t } = useView();
  return (
    <li>
      <Localised text={place.name} />{' '}
      <span class="where">
        {place.city && <City city={place.city} />}
        {place.city && place.founding && t('list.comma')}
        {place.founding && t('series.founding')}
      </span>
    </li>
  );
}

function Members({
  role,
  members,
  next,
}: {
  role: MemberView['role'];
  members: MemberView[];
  next: UpcomingEdition | null;
}) {
  const { t, locale } = useView();
  const when = next?.when;
  const anchor = when?.startsAt && when.timeZone ? { instant: when.startsAt, zone: when.timeZone } : null;
  const clockless = anchor ? members.filter((member) => !member.timeZone) : members;
  const hours = anchor ? byHour(members, anchor.instant) : [];
  return (
    <section class="section" aria-labelledby={`role-${role}`}>
      <div class="section-head">
        <h2 id={`role-${role}`}>{t(ROLE_HEADS[role], { count: members.length })}</h2>
        {anchor && <p>{t('series.hours')}</p>}
      </div>
      <div class="stack">
        {hours.length > 0 && anchor && (
          <ol role="list">
            {hours.map((hour, index) => {
              const dayOf = (one: Hour | undefined) =>
                one && bothTimes(locale, anchor.instant, null, anchor.zone, one.zone).reader.start.date;
              const isNewDay = index > 0 && dayOf(hours[index - 1]) !== dayOf(hour);
              return (
                <li class={isNewDay ? 'hour day-line' : 'hour'} key={hour.offset}>
                  <LocalClock instant={anchor.instant} eventZone={anchor.zone} zone={hour.zone} />
                  <ul role="list">
                    {hour.places.map((place) => (
                      <PlaceItem key={place.slug} place={place} />
                    ))}
                  </ul>
                </li>
              );
            })}
          </ol>
        )}
        {clockless.length > 0 && (
          <ul class="people" role="list">
            {clockless.map((place) => (
              <li key={place.slug}>
                <div>
                  <h3>
                    <Localised text={place.name} />
                  </h3>
                  <p class="where">
                    <Name>{placeText(locale, place, t)}</Name>
                    {place.founding && t('list.comma') + t('series.founding')}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Next({ edition }: { edition: UpcomingEdition }) {
  const { t } = useView();
  const { when, key } = edition;
  const zone = when.timeZone ?? 'UTC';
  return (
    <section class="section" aria-labelledby="next">
      <div class="section-head">
        <h2 id="next">{t('series.next')}</h2>
      </div>
      <div class="stack">
        <h3>
          <a href={`/events/${key}`}>
            <EditionName edition={edition} />
          </a>
        </h3>
        {when.startsAt && (
          <TimePair startsAt={when.startsAt} endsAt={when.endsAt} timeZone={zone} city={cityOfEdition(edition)} />
        )}
        <div class="row">
          <RegisterButton editionKey={key} stand={edition.registration} zone={zone} />
          {edition.registration.kind === 'opens' && (
            <span class="small muted">
              <At instant={edition.registration.at} zone={zone} />
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

/** `/series/{slug}` */
export function SeriesPage({ series, timeline, members, next }: SeriesPageProps) {
  const { t, locale } = useView();
  const name = pick(series.name, locale);
  const roles = (['member', 'partner', 'broadcaster'] as const)
    .map((role) => ({ role, members: members.filter((member) => member.role === role) }))
    .filter((group) => group.members.length > 0);
  return (
    <Shell
      title={name.text}
      description={textIn(series.description, locale) || undefined}
      canonical={`/series/${series.slug}`}
      place="home"
    >
      <Masthead
        between={series.shortName ? { word: series.shortName } : null}
        title={<Localised text={series.name} />}
        lede={hasText(series.description) ? <Localised text={series.description} /> : undefined}
        crumb={series.foundedYear === null ? undefined : t('series.since', { year: series.foundedYear })}
      />
      <div class="wrap">
        {next && <Next edition={next} />}
        <section class="section" aria-labelledby="editions">
          <div class="section-head">
            <h2 id="editions">{t('series.editions')}</h2>
            <p>{t('series.editionsNote')}</p>
          </div>
          {timeline.length > 0 ? (
            <Timeline entries={timeline} series={series} />
          ) : (
            <div class="empty">
              <h3>{t('archive.emptyTitle')}</h3>
              <p>{t('archive.empty')}</p>
            </div>
          )}
        </section>
        {roles.map((group) => (
          <Members key={group.role} {...group} next={next} />
        ))}
      </div>
    </Shell>
  );
}
