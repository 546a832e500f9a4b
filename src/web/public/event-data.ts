import { type Locale, textIn } from '../../kernel/locale.js';
import { toIsoWithOffset } from '../../kernel/time-zone.js';
import { editionName } from '../layout/edition.js';
import { type EditionStatus } from '../layout/view-models.js';
import { type Translate } from '../texts.js';
import { cityOfEvent, type EventPageProps } from './event.props.js';

const STATUS: Partial<Record<EditionStatus, string>> = {
  cancelled: 'https://schema.org/EventCancelled',
  postponed: 'https://schema.org/EventPostponed',
};

const MODE = {
  in_person: 'https://schema.org/OfflineEventAttendanceMode',
  online: 'https://schema.org/OnlineEventAttendanceMode',
  hybrid: 'https://schema.org/MixedEventAttendanceMode',
} as const;

const IN_STOCK = 'https://schema.org/InStock';
const SOLD_OUT = 'https://schema.org/SoldOut';

/** The edition as schema.org knows it. What is not recorded is left out. */
export function eventData(
  { edition, registration }: EventPageProps,
  { t, locale, origin }: { t: Translate; locale: Locale; origin: string },
): object {
  const { when, venue, hosts } = edition;
  const url = `${origin}/events/${edition.key}`;
  const iso = (instant: Date | null) =>
    instant && when.timeZone ? toIsoWithOffset(when.timeZone, instant) : undefined;
  const address = (place: { address?: string | null; city: string | null; country: string | null }) => ({
    '@type': 'PostalAddress',
    streetAddress: place.address ?? undefined,
    addressLocality: place.city ?? undefined,
    addressCountry: place.country ?? undefined,
  });
  const [host] = hosts;
  const ground =
    venue && (venue.name ?? venue.address)
      ? [
          {
            '@type': 'Place',
            name: textIn(venue.name, locale) || undefined,
            address: address({ ...venue, address: textIn(venue.address, locale) || null }),
          },
        ]
      : host
        ? [
            {
              '@type': 'Place',
              name: textIn(host.name, locale),
              address: address({ ...host, city: cityOfEvent({ edition }) ?? host.city }),
            },
          ]
        : [];
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': url,
    url,
    name: editionName(edition, locale, t),
    description: textIn(edition.description, locale) || textIn(edition.theme, locale) || undefined,
    startDate: iso(when.startsAt) ?? when.date ?? String(when.year),
    endDate: iso(when.endsAt),
    eventStatus: STATUS[edition.status] ?? 'https://schema.org/EventScheduled',
    eventAttendanceMode: edition.format ? MODE[edition.format] : undefined,
    inLanguage: edition.languages.length > 0 ? edition.languages : undefined,
    superEvent: {
      '@type': 'EventSeries',
      name: textIn(edition.series.name, locale),
      url: `${origin}/series/${edition.series.slug}`,
    },
    location: [
      ...(edition.format === 'online' ? [] : ground),
      ...(edition.format === 'in_person' || edition.format === null ? [] : [{ '@type': 'VirtualLocation', url }]),
    ],
    organizer: hosts.map((place) => ({ '@type': 'Organization', name: textIn(place.name, locale) })),
    offers:
      registration.kind === 'open' || registration.kind === 'sold-out'
        ? {
            '@type': 'Offer',
            url: `${url}/register`,
            availability: registration.kind === 'open' && registration.by !== 'waiting-list' ? IN_STOCK : SOLD_OUT,
          }
        : undefined,
  };
}
