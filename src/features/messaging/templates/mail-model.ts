import { type Locale } from '../../../kernel/locale.js';
import { bothTimes, relativeLead } from '../../../platform/i18n/format.js';
import { inert, singleLine } from './inert-text.js';
import { type Clocks, clocksOf } from './mail-clocks.js';
import { type MailInput, type MailKind } from './mail-input.js';
import { type MailTexts, mailTextsFor } from './mail-texts.js';
import { fillLine, fillParagraphs, type Fillings, type Piece } from './placeholders.js';

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
  /** The word below `apartText`. */
  apartWord: string;
  /** The button (`value` is its address), and what to know about it. */
  join: (Labelled & { notes: string[] }) | null;
  facts: Labelled[];
  notes: string[];
  /** Why the reader gets this. */
  reason: string;
  /** `value` is an address. */
  links: Labelled[];
}

/** What has happened or is about to; chooses the words. */
type Occasion =
  | 'confirmation'
  | 'upcoming'
  | 'now'
  | 'begun'
  | 'ended'
  | 'unspecified'
  | 'registrationCancelled'
  | 'editionCancelled';

/** The seconds before the start in which a mail says "now": from half a minute, as `relativeLead` has it, to a minute after. */
const NOW = { from: 30, to: -60 };

/** Chooses the words of a mail. */
export function mailModel(kind: MailKind, input: MailInput): MailModel {
  const { person, edition, links, customSubject, customBody } = input;
  const t = mailTextsFor(person.locale);
  const occasion = occasionOf(kind, input);
  const event = singleLine(edition.name);
  const name = inert(person.name);
  const words = { event, lead: relativeLead(person.locale, input.leadSeconds ?? 0) };
  const clocks = clocksOf(t, input);
  const times = clocks.clocks
    .map(({ start, city, offset }) => t('time.inPlace', { time: start.time, date: start.date, city, offset }))
    .reduce((first, second) => t('time.list', { first, second }));
  const fillings: Fillings = {
    name: { text: name },
    event: { text: event },
    start: { text: times },
    join: { link: links.join ?? links.event },
    manage: { link: links.manage },
  };
  const join = kind === 'cancelled' || occasion === 'ended' ? null : joinOf(t, kind, input);
  return {
    ...clocks,
    locale: person.locale,
    subject: singleLine(customSubject ? fillLine(customSubject, fillings) : t(`subject.${occasion}`, words)),
    preheader: join ? t('preheader.link', { times }) : times,
    eventName: event,
    heading: t(`heading.${occasion}`, words),
    paragraphs: customBody
      ? fillParagraphs(customBody, fillings)
      : [[{ text: t('greeting', { name }) }], [{ text: t(`intro.${occasion}`, words) }]],
    apartWord: t('time.apart'),
    join,
    facts: factsOf(t, kind, input),
    notes: notesOf(t, kind),
    reason: t('footer.reason'),
    links: linksOf(t, kind, input),
  };
}

function occasionOf(kind: MailKind, { edition, leadSeconds }: MailInput): Occasion {
  if (kind === 'confirmation') return 'confirmation';
  if (kind === 'cancelled') return edition.status === 'cancelled' ? 'editionCancelled' : 'registrationCancelled';
  if (leadSeconds === undefined) return 'unspecified';
  if (leadSeconds >= NOW.from) return 'upcoming';
  if (leadSeconds > NOW.to) return 'now';
  const duration = (edition.endsAt.getTime() - edition.startsAt.getTime()) / 1000;
  return -leadSeconds < duration ? 'begun' : 'ended';
}

function joinOf(t: MailTexts, kind: 'confirmation' | 'reminder', input: MailInput): MailModel['join'] {
  const { person, edition, links, stream } = input;
  if (!links.join) return null;
  const label = kind === 'confirmation' ? t('join.confirmation') : t('join.reminder');
  const link = labelled(t, { label, value: links.join });
  if (!stream) return { ...link, notes: [t('join.yours')] };
  const isAtHome = person.timeZone === edition.timeZone;
  const { reader } = bothTimes(person.locale, stream.opensAt, null, edition.timeZone, person.timeZone, {
    reader: isAtHome && edition.city ? singleLine(edition.city) : undefined,
  });
  const { city, offset, start } = reader;
  const opens = t('join.opens', { time: start.time, date: start.date, city, offset });
  return { ...link, notes: [opens, t('join.stream')] };
}

function factsOf(t: MailTexts, kind: MailKind, { edition, category, reference }: MailInput): Labelled[] {
  const hosts = edition.hosts.map(singleLine).join(t('list.separator'));
  const facts = [
    { label: t('fact.place'), value: placeOf(t, edition) },
    { label: t('fact.hosts', { count: edition.hosts.length }), value: hosts },
    // Who registered for something is of interest when it is settled, not with every reminder.
    { label: t('fact.category'), value: kind === 'confirmation' ? singleLine(category) : '' },
    { label: t('fact.reference'), value: kind === 'reminder' ? '' : reference },
  ];
  return facts.filter((fact) => fact.value).map((fact) => labelled(t, fact));
}

/** Where to go, in one line; empty when nothing is known. */
export function placeOf(t: MailTexts, { format, venue }: Pick<MailInput['edition'], 'format' | 'venue'>): string {
  const hall = venue ? singleLine(venue) : '';
  if (format === 'online' || (format === 'hybrid' && !hall)) return t('place.online');
  return format === 'hybrid' ? t('place.hybrid', { venue: hall }) : hall;
}

function notesOf(t: MailTexts, kind: MailKind): string[] {
  if (kind === 'reminder') return [];
  return [kind === 'confirmation' ? t('note.calendar') : t('note.calendarCancelled')];
}

function linksOf(t: MailTexts, kind: MailKind, { links }: MailInput): Labelled[] {
  const entries = [
    { label: kind === 'cancelled' ? t('link.registration') : t('link.manage'), value: links.manage },
    { label: t('link.event'), value: links.event },
    // Only what is sent unasked can be unsubscribed from; a confirmation is the answer to an act of one's own.
    ...(kind === 'reminder' ? [{ label: t('link.unsubscribe'), value: links.unsubscribe }] : []),
  ];
  return entries.map((link) => labelled(t, link));
}

function labelled(t: MailTexts, { label, value }: { label: string; value: string }): Labelled {
  return { label, value, line: t('fact.line', { label, value }) };
}
