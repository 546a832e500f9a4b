import { type Locale } from '../../../kernel/locale.js';
import { bothTimes, relativeLead } from '../../../platform/i18n/format.js';
import { calendarMethod } from './calendar-method.js';
import { inert, ownLines, singleLine } from './inert-text.js';
import { type Clocks, clocksOf, momentText } from './mail-clocks.js';
import { type MailInput, type MailKind } from './mail-input.js';
import { type MailTexts, mailTextsFor } from './mail-texts.js';
import { type Occasion, occasionOf } from './mail-words.js';
import { fillLine, fillParagraphs, type Fillings, paragraphsOf, type Piece } from './placeholders.js';

/** A word and what it introduces. `line` is both, as the language joins them. */
export interface Labelled {
  label: string;
  value: string;
  line: string;
}

/** What a mail says, in words and in order, before it becomes text and HTML. */
export interface MailModel extends Clocks {
  locale: Locale;
  subject: string;
  /** What a list of mails shows beside the subject. */
  preheader: string;
  eventName: string;
  heading: string;
  paragraphs: Piece[][];
  /** What the organisers say in their own words. */
  quote: { label: string; paragraphs: string[] } | null;
  /** The word below `apartText`. */
  apartWord: string;
  /** The button (`value` is its address), and what to know about it. */
  action: (Labelled & { notes: string[] }) | null;
  facts: Labelled[];
  notes: string[];
  /** Why the reader gets this. */
  reason: string;
  /** `value` is an address. */
  links: Labelled[];
}

/** Those of which more is to be said than what has happened. */
const ON_THE_LIST: readonly Occasion[] = ['waitlisted', 'waitlistedApproved', 'waitlistedMoved'];
const IN_HAND: readonly Occasion[] = ['promoted', 'approved'];

/** Chooses the words of a mail. */
export function mailModel(kind: MailKind, input: MailInput): MailModel {
  const { person, edition, registration, links, customSubject, customBody } = input;
  const t = mailTextsFor(person.locale);
  const occasion = occasionOf(kind, input);
  const event = singleLine(edition.name);
  const name = inert(person.name);
  const words = {
    event,
    lead: relativeLead(person.locale, input.leadSeconds ?? 0),
    category: singleLine(registration.category),
  };
  const clocks = clocksOf(t, input);
  const times = timesOf(t, clocks);
  const fillings: Fillings = {
    name: { text: name },
    event: { text: event },
    start: { text: times },
    join: { link: joinLinkOf(input) ?? links.event },
    manage: { link: links.manage },
  };
  const action = kind === 'cancelled' || occasion === 'ended' ? null : actionOf(t, kind, input);
  return {
    ...clocks,
    locale: person.locale,
    subject: singleLine(customSubject ? fillLine(customSubject, fillings) : t(`subject.${occasion}`, words)),
    preheader: action?.value === links.join ? t('preheader.link', { times }) : times,
    eventName: event,
    heading: t(`heading.${occasion}`, words),
    paragraphs: customBody
      ? fillParagraphs(customBody, fillings)
      : [t('greeting', { name }), t(`intro.${occasion}`, words), ...moreOf(t, occasion, input)].map(plain),
    quote: quoteOf(t, kind === 'reminder' ? null : registration.note),
    apartWord: t('time.apart'),
    action,
    facts: factsOf(t, kind, input),
    notes: notesOf(t, kind, input),
    reason: registration.isByOthers ? t('footer.reasonByOthers') : t('footer.reason'),
    links: linksOf(t, kind, input),
  };
}

/** The beginning on both clocks, in one line. */
export function timesOf(t: MailTexts, { clocks }: Clocks): string {
  return clocks
    .map(({ start, city, offset }) => t('time.inPlace', { time: start.time, date: start.date, city, offset }))
    .reduce((first, second) => t('time.list', { first, second }));
}

/** Whatever somebody has typed, apart from our own words; null when it is nothing. */
export function quoteOf(t: MailTexts, note: string | null): MailModel['quote'] {
  const paragraphs = note === null ? [] : paragraphsOf(ownLines(note)).filter(Boolean);
  return paragraphs.length === 0 ? null : { label: t('quote.organisers'), paragraphs };
}

export function plain(text: string): Piece[] {
  return [{ text }];
}

function moreOf(t: MailTexts, occasion: Occasion, input: MailInput): string[] {
  const { position } = input.registration;
  if (ON_THE_LIST.includes(occasion) && position !== null) return [t('waiting.position', { position })];
  if (IN_HAND.includes(occasion)) return [t('place.giveBack')];
  return deadlineOf(t, input);
}

/** Nobody without a place is shown the way in. */
function joinLinkOf({ registration, links }: MailInput): string | null {
  return registration.status === 'confirmed' ? links.join : null;
}

function actionOf(t: MailTexts, kind: MailKind, input: MailInput): MailModel['action'] {
  if (input.registration.status !== 'offered') return joinOf(t, kind, input);
  const accept = labelled(t, { label: t('action.accept'), value: input.links.manage });
  // An organiser's own words have taken the place of those that name the time.
  return { ...accept, notes: [...(input.customBody ? deadlineOf(t, input) : []), t('offer.lapse')] };
}

function deadlineOf(t: MailTexts, input: MailInput): string[] {
  const { status, offerExpiresAt } = input.registration;
  if (status !== 'offered' || offerExpiresAt === null) return [];
  return [t('offer.until', { times: momentText(t, offerExpiresAt, input) })];
}

function joinOf(t: MailTexts, kind: MailKind, input: MailInput): MailModel['action'] {
  const { person, edition, stream } = input;
  const address = joinLinkOf(input);
  if (!address) return null;
  const label = kind === 'reminder' ? t('join.reminder') : t('join.confirmation');
  const link = labelled(t, { label, value: address });
  if (!stream) return { ...link, notes: [t('join.yours')] };
  const isAtHome = person.timeZone === edition.timeZone;
  const { reader } = bothTimes(person.locale, stream.opensAt, null, edition.timeZone, person.timeZone, {
    reader: isAtHome && edition.city ? singleLine(edition.city) : undefined,
  });
  const { city, offset, start } = reader;
  const opens = t('join.opens', { time: start.time, date: start.date, city, offset });
  return { ...link, notes: [opens, t('join.stream')] };
}

function factsOf(t: MailTexts, kind: MailKind, { edition, registration }: MailInput): Labelled[] {
  const isSettled = kind !== 'reminder' && kind !== 'cancelled';
  return [
    ...placeFacts(t, edition),
    // Who registered for something is of interest when it is settled, not with every reminder.
    { label: t('fact.category'), value: isSettled ? singleLine(registration.category) : '' },
    { label: t('fact.reference'), value: kind === 'reminder' ? '' : registration.reference },
  ]
    .filter((fact) => fact.value)
    .map((fact) => labelled(t, fact));
}

/** Where it is and whose it is. */
export function placeFacts(
  t: MailTexts,
  edition: Pick<MailInput['edition'], 'format' | 'venue' | 'hosts'>,
): Omit<Labelled, 'line'>[] {
  return [
    { label: t('fact.place'), value: placeOf(t, edition) },
    {
      label: t('fact.hosts', { count: edition.hosts.length }),
      value: edition.hosts.map(singleLine).join(t('list.separator')),
    },
  ];
}

/** Where to go, in one line; empty when nothing is known. */
export function placeOf(t: MailTexts, { format, venue }: Pick<MailInput['edition'], 'format' | 'venue'>): string {
  const hall = venue ? singleLine(venue) : '';
  if (format === 'online' || (format === 'hybrid' && !hall)) return t('place.online');
  return format === 'hybrid' ? t('place.hybrid', { venue: hall }) : hall;
}

function notesOf(t: MailTexts, kind: MailKind, input: MailInput): string[] {
  switch (calendarMethod(kind, input)) {
    case 'REQUEST':
      return [t('note.calendar')];
    case 'CANCEL':
      return [t('note.calendarCancelled')];
    case undefined:
      return [];
  }
}

function linksOf(t: MailTexts, kind: MailKind, { links, registration: { status } }: MailInput): Labelled[] {
  const isOver = kind === 'cancelled' || status === 'cancelled' || status === 'declined';
  const entries = [
    { label: isOver ? t('link.registration') : t('link.manage'), value: links.manage },
    { label: t('link.event'), value: links.event },
    // Only what is sent unasked can be unsubscribed from; a confirmation is the answer to an act of one's own.
    ...(kind === 'reminder' ? [{ label: t('link.unsubscribe'), value: links.unsubscribe }] : []),
  ];
  return entries.map((link) => labelled(t, link));
}

export function labelled(t: MailTexts, { label, value }: { label: string; value: string }): Labelled {
  return { label, value, line: t('fact.line', { label, value }) };
}
