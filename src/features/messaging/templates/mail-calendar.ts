import { serializeCalendar } from '../../../kernel/icalendar.js';
import { calendarSequence } from '../domain/calendar-sequence.js';
import { calendarMethod } from './calendar-method.js';
import { singleLine } from './inert-text.js';
import { type MailInput, type MailKind, type RenderedMail } from './mail-input.js';
import { placeOf } from './mail-model.js';
import { mailTextsFor } from './mail-texts.js';

/**
 * What the person's calendar should do (iTIP, RFC 5546). Whoever has a place gets the entry; whoever has had one and has it no
 * more loses it, by whichever mail tells so first; nobody else hears of it, and a reminder changes nothing.
 *
 * The UID comes from the registration's reference, so that updates find the entry and nobody's name is in it. Invitations are
 * forwarded: the entry leads to the public page, never to the personal one.
 */
export function mailCalendar(kind: MailKind, input: MailInput): RenderedMail['calendar'] {
  const method = calendarMethod(kind, input);
  if (method === undefined) return undefined;
  const { person, edition, links, registration, organizer, stamp } = input;
  const t = mailTextsFor(person.locale);
  const isOff = method === 'CANCEL';
  const content = serializeCalendar({
    method,
    events: [
      {
        uid: `registration-${registration.reference}@${new URL(links.event).host}`,
        sequence: calendarSequence(edition, registration),
        stamp,
        start: edition.startsAt,
        end: edition.endsAt,
        timeZone: edition.timeZone,
        summary: singleLine(edition.name),
        description: isOff ? undefined : t('calendar.description', { url: links.event }),
        location: placeOf(t, edition) || undefined,
        url: links.event,
        status: isOff ? 'CANCELLED' : edition.status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED',
        organizer,
        attendee: { name: singleLine(person.name), email: person.email },
      },
    ],
  });
  return { method, content };
}
