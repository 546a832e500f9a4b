import { offsetMinutes } from '../../kernel/time-zone.js';
import { bothTimes } from '../../platform/i18n/format.js';
import { City, placeText } from '../layout/edition.js';
import { InstitutionLink } from '../layout/institution-link.js';
import { Name } from '../layout/localised.js';
import { LocalClock } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type PlaceView, type UpcomingEdition } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { YearSpan } from './institutions/span.js';

export interface SeriesMember extends PlaceView {
  id: string;
  role: 'member' | 'partner' | 'broadcaster';
  founding: boolean;
  since: number | null;
  until: number | null;
}

const HEADS: Record<SeriesMember['role'], TextKey> = {
  member: 'series.members',
  partner: 'series.partners',
  broadcaster: 'series.broadcasters',
};

const ROLES: Record<SeriesMember['role'], TextKey> = {
  member: 'institution.member',
  partner: 'institution.partner',
  broadcaster: 'institution.broadcaster',
};

interface Hour {
  offset: number;
  zone: string;
  places: SeriesMember[];
}

/** Members that share a clock, from east to west. */
function byHour(members: SeriesMember[], instant: Date): Hour[] {
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

/** What is said of a membership behind the place: that it is a founding one, and from when to when. */
function Standing({ member }: { member: SeriesMember }) {
  const { t } = useView();
  return (
    <>
      {member.founding && t('list.comma') + t('series.founding')}
      {(member.since !== null || member.until !== null) && (
        <>
          {t('list.comma')}
          <YearSpan since={member.since} until={member.until} />
        </>
      )}
    </>
  );
}

function HourItem({ place }: { place: SeriesMember }) {
  return (
    <li>
      <InstitutionLink place={place} />{' '}
      <span class="where">
        <City city={place.city ?? ''} />
        <Standing member={place} />
      </span>
    </li>
  );
}

function PlaceItem({ place, role }: { place: SeriesMember; role?: boolean }) {
  const { t, locale } = useView();
  return (
    <li>
      <div>
        <h3>
          <InstitutionLink place={place} />
        </h3>
        <p class="where">
          {role && t(ROLES[place.role]) + t('list.comma')}
          <Name>{placeText(locale, place, t)}</Name>
          <Standing member={place} />
        </p>
      </div>
    </li>
  );
}

/** Those who have one role in the series; with the hour at each when the next edition begins, if there is one. */
export function Members({
  role,
  members,
  next,
}: {
  role: SeriesMember['role'];
  members: SeriesMember[];
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
        <h2 id={`role-${role}`}>{t(HEADS[role], { count: members.length })}</h2>
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
                      <HourItem key={place.id} place={place} />
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
              <PlaceItem key={place.id} place={place} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** Those who left, with their years. */
export function FormerMembers({ members }: { members: SeriesMember[] }) {
  const { t } = useView();
  return (
    <section class="section" aria-labelledby="former">
      <div class="section-head">
        <h2 id="former">{t('series.former')}</h2>
      </div>
      <ul class="people" role="list">
        {members.map((place) => (
          <PlaceItem key={place.id} place={place} role />
        ))}
      </ul>
    </section>
  );
}
