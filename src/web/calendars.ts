import { createHash } from 'node:crypto';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../features/editions/index.js';
import { calendarSequence } from '../features/messaging/index.js';
import { type RegistrationDetails } from '../features/registration/index.js';
import { type CalendarEvent, serializeCalendar } from '../kernel/icalendar.js';
import { type Locale, textIn } from '../kernel/locale.js';
import { editionName } from './layout/edition.js';
import { type View } from './layout/view-context.js';
import { editionRef } from './presenters.js';

type Reader = Pick<View, 'locale' | 't' | 'origin'>;

/**
 * Sends a calendar. Byte for byte the same while nothing has changed, so that a subscribing client gets 304 for the tag that
 * it has (RFC 9110, 13.1.2).
 */
export function answerCalendar(
  calendar: string,
  request: FastifyRequest,
  reply: FastifyReply,
  caching: string,
): string {
  const etag = `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 22)}"`;
  void reply
    .type('text/calendar; charset=utf-8; method=PUBLISH')
    .header('etag', etag)
    .header('vary', 'accept-language, cookie')
    .header('cache-control', caching);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!known.includes(etag) && !known.includes('*')) return calendar;
  void reply.status(304);
  return '';
}

const STATUS = {
  draft: 'TENTATIVE',
  published: 'CONFIRMED',
  postponed: 'TENTATIVE',
  cancelled: 'CANCELLED',
  completed: 'CONFIRMED',
} as const;

/** One edition to put into a calendar. Null as long as its time is not known. */
export function editionCalendar(edition: EditionDetails, reader: Reader): string | null {
  const event = eventOf(edition, reader);
  return event && serializeCalendar({ method: 'PUBLISH', events: [event] });
}

/** A series to subscribe to: every edition whose time is known. */
export function seriesCalendar(name: string, url: string, editions: EditionDetails[], reader: Reader): string {
  const events = editions.flatMap((edition) => eventOf(edition, reader) ?? []);
  return serializeCalendar({ method: 'PUBLISH', name, url, refreshHours: 12, events });
}

/**
 * Somebody's own entry: the same UID as the one in their mails, so that the calendar keeps a single one. It leads to the
 * public page, since entries are forwarded.
 */
export function registrationCalendar(
  edition: EditionDetails,
  registration: Pick<RegistrationDetails, 'reference' | 'status' | 'version'>,
  reader: Reader,
): string | null {
  const event = eventOf(edition, reader);
  if (!event) return null;
  const isOff = registration.status === 'cancelled';
  const own: CalendarEvent = {
    ...event,
    uid: `registration-${registration.reference}@${new URL(reader.origin).host}`,
    sequence: calendarSequence(edition, registration),
    status: isOff ? 'CANCELLED' : event.status,
  };
  return serializeCalendar({ method: 'PUBLISH', events: [own] });
}

function eventOf(edition: EditionDetails, { locale, t, origin }: Reader): CalendarEvent | null {
  const { startsAt, endsAt, timeZone } = edition;
  if (!startsAt || !endsAt || !timeZone) return null;
  const url = `${origin}/events/${edition.key}`;
  return {
    uid: `edition-${edition.id}@${new URL(origin).host}`,
    sequence: edition.sequence,
    stamp: edition.updatedAt,
    start: startsAt,
    end: endsAt,
    timeZone,
    summary: editionName(editionRef(edition), locale, t),
    description: textIn(edition.theme, locale) || undefined,
    location: venueLine(edition, locale),
    url,
    status: STATUS[edition.status],
  };
}

function venueLine({ venue, hosts }: EditionDetails, locale: Locale): string | undefined {
  const parts = [textIn(venue?.name, locale), textIn(venue?.address, locale), venue?.city].filter(Boolean);
  return parts.join(', ') || (hosts[0] ? textIn(hosts[0].name, locale) : undefined);
}
