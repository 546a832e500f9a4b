import { bothTimes, type Moment, type Place } from '../../../platform/i18n/format.js';
import { singleLine } from './inert-text.js';
import { type MailEdition, type MailPerson } from './mail-input.js';
import { type MailTexts } from './mail-texts.js';

/** What the clock of one place shows, in words. */
export interface Clock {
  city: string;
  /** `GMT−6` */
  offset: string;
  /** Whose clock it is, how its date differs from the first one's, and its offset: `your time, GMT−6`, `+1 day, GMT+8`. */
  note: string;
  /** Is the date another than on the first clock? */
  isShifted: boolean;
  start: Moment;
  /** Only where it ends on the same date: `until 19:30`. */
  until: string | null;
  /** Only where it ends on a later date: `until Fri 11 Dec 2026, 17:00`. */
  untilDate: string | null;
  /** Place and whole span in one line. */
  line: string;
}

/** Whose clocks. */
export interface ClockFacts {
  person: Pick<MailPerson, 'locale' | 'timeZone'>;
  edition: Pick<MailEdition, 'startsAt' | 'endsAt' | 'timeZone' | 'city' | 'format'>;
}

/** The clocks that a mail shows: two, or one where both show the same. `apartText` says by how much they differ. */
export interface Clocks {
  clocks: [Clock] | [Clock, Clock];
  apartText: string;
}

/**
 * The event's time on the reader's clock and on its own. The reader's comes first, unless there is a hall to travel to
 * and nothing else: then its clock is the one that counts.
 */
export function clocksOf(t: MailTexts, { person, edition }: ClockFacts): Clocks {
  const isEventFirst = edition.format === 'in_person';
  const event = { zone: edition.timeZone, city: edition.city ? singleLine(edition.city) : undefined };
  const reader = { zone: person.timeZone, city: undefined };
  const [first, second] = isEventFirst ? [event, reader] : [reader, event];
  // bothTimes counts the days from the zone that it is given first to the other.
  const times = bothTimes(person.locale, edition.startsAt, edition.endsAt, first.zone, second.zone, {
    event: first.city,
    reader: second.city,
  });
  if (times.same) {
    const side = isEventFirst ? times.event : times.reader;
    return { clocks: [clockOf(t, side, [t('time.yoursToo')])], apartText: '' };
  }
  const yours = t('time.yours');
  return {
    clocks: [
      clockOf(t, times.event, isEventFirst ? [] : [yours]),
      clockOf(t, times.reader, isEventFirst ? [yours] : [], times.reader.shiftText),
    ],
    apartText: times.apartText,
  };
}

/** A moment that matters to the reader, on the reader's clock and on the event's; once where both show the same. */
export function momentText(
  t: MailTexts,
  instant: Date,
  { person, edition }: Pick<ClockFacts, 'person' | 'edition'>,
): string {
  const city = edition.city ? singleLine(edition.city) : undefined;
  const { reader, event, same } = bothTimes(person.locale, instant, null, edition.timeZone, person.timeZone, {
    event: city,
    reader: person.timeZone === edition.timeZone ? city : undefined,
  });
  return (same ? [reader] : [reader, event])
    .map(({ start, city: where, offset }) =>
      t('time.inPlace', { time: start.time, date: start.date, city: where, offset }),
    )
    .reduce((first, second) => t('time.list', { first, second }));
}

type Side = Place & { start: Moment; end: Moment | null };

function clockOf(t: MailTexts, { city, offset, start, end }: Side, owner: string[], shiftText = ''): Clock {
  const isOneDay = end === null || end.date === start.date;
  const note = [...owner, shiftText, offset]
    .filter(Boolean)
    .reduce((first, second) => t('time.list', { first, second }));
  const span = isOneDay
    ? t('time.day', { date: start.date, start: start.time, end: (end ?? start).time })
    : t('time.days', { date: start.date, start: start.time, endDate: end.date, end: end.time });
  return {
    city,
    offset,
    note,
    isShifted: shiftText !== '',
    start,
    until: end && isOneDay ? t('time.until', { end: end.time }) : null,
    untilDate: isOneDay ? null : t('time.until', { end: t('time.at', { date: end.date, time: end.time }) }),
    line: t('time.line', { city, note, span }),
  };
}
