import { type Locale } from '../../kernel/locale.js';
import {
  dayShift,
  offsetMinutes,
  parseWallTime,
  toIsoWithOffset,
  utcDate,
  type WallTime,
  wallTime,
} from '../../kernel/time-zone.js';
import { createTranslator } from './translator.js';
import { en } from './words/en.js';
import { zhHans } from './words/zh-Hans.js';
import { zhHant } from './words/zh-Hant.js';

/*
 * Times in words, for pages and mails alike. What the clock shows comes from kernel/time-zone; `Intl` is given those fields
 * as UTC and contributes nothing but words, because its own zone data is older than ours.
 */

const translatorFor = createTranslator({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });

/** Where a clock stands: an IANA zone, a city to call it by, and its offset at the time in question (`GMT+8`, `GMT−3:30`). */
export interface Place {
  zone: string;
  city: string;
  /** With a true minus sign, U+2212. */
  offset: string;
}

/** An instant on the clock of a zone. */
export interface Moment {
  /** RFC 3339 with the zone's offset, for `<time datetime>`. */
  iso: string;
  /** 24-hour clock: `09:30`. */
  time: string;
  /** With the weekday: `Wed 26 Nov 2014`, `2014年11月26日 周三`. */
  date: string;
}

/** The same span of time on the clock of the event and on that of the reader. */
export interface BothTimes {
  event: Place & { start: Moment; end: Moment | null };
  reader: Place & {
    start: Moment;
    end: Moment | null;
    /** Calendar days by which the reader's date at the start differs from the event's: −1 is the day before. */
    shift: number;
    /** The same in words: `−1 day`, `前一天`; empty on the same date. */
    shiftText: string;
  };
  /** Do both clocks show the same at the start? */
  same: boolean;
  /** How far the clocks are apart at the start: `16 h`, `12 h 30 min`; empty when they are not. */
  apartText: string;
}

/**
 * A span of time for a reader elsewhere. `endsAt` may be null for something without an end. `cities` replaces the zone's
 * own city by the place where the event, or the reader, really is.
 */
// eslint-disable-next-line max-params -- two instants, two zones, a language: a record would only repeat these names
export function bothTimes(
  locale: Locale,
  startsAt: Date,
  endsAt: Date | null,
  eventZone: string,
  readerZone: string,
  cities: { event?: string; reader?: string } = {},
): BothTimes {
  const side = (zone: string, city?: string) => ({
    zone,
    city: city ?? cityOf(locale, zone),
    offset: offsetText(offsetMinutes(zone, startsAt)),
    start: formatMoment(locale, zone, startsAt),
    end: endsAt && formatMoment(locale, zone, endsAt),
  });
  const shift = dayShift(startsAt, eventZone, readerZone);
  const apart = Math.abs(Math.round(offsetMinutes(readerZone, startsAt) - offsetMinutes(eventZone, startsAt)));
  return {
    event: side(eventZone, cities.event),
    reader: { ...side(readerZone, cities.reader), shift, shiftText: shiftText(locale, shift) },
    same: apart === 0,
    apartText: apartText(locale, apart),
  };
}

/** An instant on the clock of a zone. Throws a RangeError for an unknown zone. */
export function formatMoment(locale: Locale, zone: string, instant: Date): Moment {
  const wall = wallTime(zone, instant);
  const time = [wall.hour, wall.minute].map((part) => String(part).padStart(2, '0')).join(':');
  return { iso: toIsoWithOffset(zone, instant), time, date: dateWords(locale, wall) };
}

/** A calendar date, `YYYY-MM-DD`, in words and with its weekday. Throws a RangeError for what is no date. */
export function formatDateOnly(locale: Locale, date: string): string {
  const wall = parseWallTime(date);
  if (!wall) throw new RangeError(`Not a date: ${date}`);
  return dateWords(locale, wall);
}

const DATE_FORMATS = new Map<Locale, Intl.DateTimeFormat>();

function dateWords(locale: Locale, wall: WallTime): string {
  const format =
    DATE_FORMATS.get(locale) ??
    new Intl.DateTimeFormat(locale === 'en' ? 'en-US' : locale, {
      timeZone: 'UTC',
      calendar: 'gregory',
      numberingSystem: 'latn',
      weekday: 'short',
      day: 'numeric',
      month: locale === 'en' ? 'short' : 'numeric',
      year: 'numeric',
    });
  DATE_FORMATS.set(locale, format);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    format.formatToParts(utcDate(wall)).find((found) => found.type === type)?.value ?? '';
  const weekday = part('weekday');
  // Put together here, since the order and punctuation that Intl chooses change with its data.
  return locale === 'en'
    ? `${weekday} ${wall.day} ${part('month')} ${wall.year}`
    : `${wall.year}年${wall.month}月${wall.day}日 ${weekday}`;
}

/** A name for the zone's clock: `Edmonton`, `埃德蒙顿`; the last part of the zone's name where we have no word for it. */
export function cityOf(locale: Locale, zone: string): string {
  const key = `city.${zone}`;
  if (hasWord(key)) return translatorFor(locale)(key);
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

function hasWord(key: string): key is keyof typeof en & `city.${string}` {
  return Object.hasOwn(en, key);
}

/** A zone with its offset at an instant: `Edmonton (GMT−6)`. */
export function zoneLabel(locale: Locale, zone: string, instant: Date): string {
  const offset = offsetText(offsetMinutes(zone, instant));
  return translatorFor(locale)('zone.label', { city: cityOf(locale, zone), offset });
}

function offsetText(minutesEast: number): string {
  const size = Math.abs(Math.round(minutesEast));
  if (size === 0) return 'GMT';
  const [hours, minutes] = [Math.floor(size / 60), size % 60];
  return `GMT${minutesEast < 0 ? '−' : '+'}${hours}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`;
}

function shiftText(locale: Locale, days: number): string {
  const t = translatorFor(locale);
  if (days === 0) return '';
  if (Math.abs(days) === 1) return t(days > 0 ? 'shift.next' : 'shift.previous');
  return t(days > 0 ? 'shift.later' : 'shift.earlier', { days: Math.abs(days) });
}

function apartText(locale: Locale, total: number): string {
  const t = translatorFor(locale);
  const [hours, minutes] = [Math.floor(total / 60), total % 60];
  if (total === 0) return '';
  if (minutes === 0) return t('apart.hours', { hours });
  return hours === 0 ? t('apart.minutes', { minutes }) : t('apart.both', { hours, minutes });
}

const ENGLISH_ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

/** The number of an edition in its series: `18th`, `第18届`. */
export function ordinal(locale: Locale, n: number): string {
  const form = ENGLISH_ORDINALS.select(n) as 'one' | 'two' | 'few' | 'other';
  return translatorFor(locale)(`ordinal.${form}`, { n });
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/**
 * How soon something begins, for the subject of a reminder: `in 1 hour`, `1 小时后`. Rounded as people speak, since a reminder
 * leaves some seconds late: minutes below an hour; hours and minutes below six hours, unless nearly full; hours below
 * two days; then days. A day may have 23 or 25 hours when clocks change. `now` when less than half a minute is left.
 */
export function relativeLead(locale: Locale, seconds: number): string {
  const t = translatorFor(locale);
  const total = Math.round(seconds / 60);
  if (total < 1) return t('lead.now');
  if (total < MINUTES_PER_HOUR - 1) return t('lead.minutes', { count: total });
  const hours = Math.round(total / MINUTES_PER_HOUR);
  const isDay = Math.abs(total - MINUTES_PER_DAY) <= MINUTES_PER_HOUR;
  if (isDay || hours >= 47) return t('lead.days', { count: Math.round(total / MINUTES_PER_DAY) });
  const isFull = Math.abs(total - hours * MINUTES_PER_HOUR) <= 1;
  if (isFull || hours >= 6) return t('lead.hours', { count: hours });
  return t('lead.mixed', { hours: Math.floor(total / MINUTES_PER_HOUR), minutes: total % MINUTES_PER_HOUR });
}
