import { type Locale } from '../../../kernel/locale.js';
import { type About, type StateKind, type Status } from '../domain/mail-of-move.js';

/** Who reads the mail: in `locale`, by the clock of `timeZone` (IANA). The name is whatever the person typed. */
export interface MailPerson {
  name: string;
  email: string;
  locale: Locale;
  timeZone: string;
}

/** The edition that the mail is about. All texts are in the reader's language. */
export interface MailEdition {
  key: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
  /** The IANA zone that the edition is held by. */
  timeZone: string;
  /** Where it is held, when that is not the city that the zone is named after. */
  city: string | null;
  /** One line; null when there is no place to go to. */
  venue: string | null;
  hosts: string[];
  /** How often time, place or status have changed (iCalendar SEQUENCE). */
  sequence: number;
  status: 'published' | 'cancelled' | 'postponed' | 'completed';
  format: 'in_person' | 'online' | 'hybrid';
}

/** Absolute addresses. `manage`, `join` and `unsubscribe` are personal secrets, `event` is public. */
export interface MailLinks {
  manage: string;
  /** Null when there is nothing to join. Only shown to those who have a place. */
  join: string | null;
  event: string;
  unsubscribe: string;
}

/** What the reader has, or has not, at the moment when the mail is written. */
export interface MailRegistration {
  /** Public; also identifies it in calendars. */
  reference: string;
  /** The category, in the reader's language. */
  category: string;
  status: Status;
  /** The place in line, from 1, of somebody who waits. */
  position: number | null;
  /** Until when the place is held, of somebody who has an offer. */
  offerExpiresAt: Date | null;
  /** Has it ever had a place? Then there may be an entry in the reader's calendar. */
  hadPlace: boolean;
  /** What the organisers have said to the status, in their own words. */
  note: string | null;
  /** Somebody else has registered the reader: an organiser, or the coordinator of a delegation. */
  isByOthers: boolean;
  /** Grows with every change (see `calendar-sequence.ts`). */
  version: number;
}

/** All that a mail to one person says. Resolved when it is sent, not when it is planned. */
export interface MailInput {
  person: MailPerson;
  edition: MailEdition;
  links: MailLinks;
  registration: MailRegistration;
  /** What the kind alone does not say. */
  about: About | null;
  /** Who sends the invitation. Must stay the same for an edition: calendars match updates by it. */
  organizer: { name: string; email: string };
  stream: { opensAt: Date } | null;
  /** For reminders: seconds from now to the start, negative when it has begun. Left out: the mail does not say how soon. */
  leadSeconds?: number;
  /** The organiser's own subject and text; for their placeholders see `placeholders.ts`. */
  customSubject?: string;
  customBody?: string;
  /** When this version of the calendar entry was made. */
  stamp: Date;
}

/** `cancelled` says that the edition is cancelled if its status says so, else that the person's registration is. */
export type MailKind = StateKind | 'reminder';

/** A finished mail, but for its headers: the calendar's method goes into its MIME type as well (RFC 6047). */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}
