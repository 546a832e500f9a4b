import { serializeCalendar } from '../../../kernel/icalendar.js';
import { singleLine } from './inert-text.js';
import { type MailInput, type MailKind, type RenderedMail } from './mail-input.js';
import { placeOf } from './mail-model.js';
import { mailTextsFor } from './mail-texts.js';

/**
 * What the person's calendar should do (iTIP, RFC 5546): a confirmation enters the event, a cancellation takes it out; a
 * reminder changes nothing.
 *
 * The UID comes from the registration's reference, so that updates find the entry and nobody's name is in it. Invitations are
 * forwarded: the entry leads to the public page, never to the personal one.
 */
export function mailCalendar(kind: MailKind, input: MailInput): RenderedMail['calendar'] {
  if (kind === 'reminder') return undefined;
  const { person, edition, links, reference, organizer, stamp } = input;
  const t = mailTextsFor(person.locale);
  const method = kind === 'cancelled' ? 'CANCEL' : 'REQUEST';
  const content = serializeCalendar({
    method,
    events: [
      {
        uid: `registration-${reference}@${new URL(links.event).host}`,
        // A cancellation counts as a change, whether the edition's or the person's own.
        sequence: kind === 'cancelled' ? edition.sequence + 1 : edition.sequence,
        stamp,
        start: edition.startsAt,
        end: edition.endsAt,
        timeZone: edition.timeZone,
        summary: singleLine(edition.name),
        description: kind === 'cancelled' ? undefined : t('calendar.description', { url: links.event }),
        location: placeOf(t, edition) || undefined,
        url: links.event,
        status: kind === 'cancelled' ? 'CANCELLED' : edition.status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED',
        organizer,
        attendee: { name: singleLine(person.name), email: person.email },
      },
    ],
  });
  return { method, content };
}
