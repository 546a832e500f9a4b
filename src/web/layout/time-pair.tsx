import { bothTimes, formatMoment, type Moment } from '../../platform/i18n/format.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { Name } from './localised.js';
import { useView, type View } from './view-context.js';

export interface Span {
  startsAt: Date;
  endsAt: Date | null;
  timeZone: string;
  /** Where the event really is, instead of the zone's own city. */
  city?: string | null;
}

/** The span on the clock of the event and on that of the reader (the event's, as long as we do not know theirs). */
export function timesOf(span: Span, view: View) {
  const { locale, readerZone, readerZoneKnown } = view;
  const zone = readerZoneKnown ? readerZone : span.timeZone;
  const isSameZone = zone === span.timeZone;
  const city = span.city ? cityName(locale, span.city) : undefined;
  return bothTimes(locale, span.startsAt, span.endsAt, span.timeZone, zone, {
    event: city,
    reader: isSameZone ? city : undefined,
  });
}

/** Without the year, for places where it has been said. */
export function shortDate({ date }: Pick<Moment, 'date'>): string {
  return date.replace(/ \d{4}$/, '').replace(/^\d{4}年/, '');
}

/** A date that breaks between its parts only. */
export function DateText({ date }: { date: string }) {
  const parts = (/^(\d+年)(\S+) (.+)$/.exec(date) ?? /^(\S+) (.+)$/.exec(date))?.slice(1) ?? [date];
  return (
    <>
      {parts.map((part, index) => (
        <>
          {index > 0 && !parts[index - 1]?.endsWith('年') && ' '}
          <span>{part}</span>
        </>
      ))}
    </>
  );
}

/** How the date at a place differs from the event's, in words. */
export function Shift({ text }: { text: string }) {
  return text ? <span class="shift">{text}</span> : null;
}

function Side({
  where,
  zone,
  start,
  end,
  shift,
}: {
  where: string;
  zone: string;
  start: Moment;
  end: Moment | null;
  shift?: string;
}) {
  const { t } = useView();
  const isOneDay = end === null || end.date === start.date;
  return (
    <div class="pair-side">
      <p class="pair-where">
        <Name>{where}</Name> <span class="pair-zone">{zone}</span>
      </p>
      <p class="pair-time">
        <time dateTime={start.iso}>{start.time}</time>{' '}
        {end && isOneDay && (
          <span>
            {t('time.to')} <time dateTime={end.iso}>{end.time}</time>
          </span>
        )}
      </p>
      <p class="pair-date">
        <DateText date={start.date} /> <Shift text={shift ?? ''} />
      </p>
      {end && !isOneDay && (
        <p class="pair-date pair-until">
          <span>{t('time.to')}</span> <DateText date={shortDate(end)} /> <time dateTime={end.iso}>{end.time}</time>
        </p>
      )}
    </div>
  );
}

/** Two places, one moment. One side only when both clocks agree, which still names the zone. */
export function TimePair({ full, ...span }: Span & { full?: boolean }) {
  const view = useView();
  const { t, readerZoneKnown } = view;
  const times = timesOf(span, view);
  const { event, reader } = times;
  const pair = times.same ? (
    <div class="pair-in">
      <Side
        where={event.city}
        zone={
          readerZoneKnown ? t('time.yoursToo', { offset: event.offset }) : t('time.event', { offset: event.offset })
        }
        start={event.start}
        end={event.end}
      />
    </div>
  ) : (
    <div class="pair-in">
      <Side where={event.city} zone={t('time.event', { offset: event.offset })} start={event.start} end={event.end} />
      <p class="gore">
        <b>{times.apartText}</b> {t('time.apart')}
      </p>
      <Side
        where={reader.city}
        zone={t('time.yours', { offset: reader.offset })}
        start={reader.start}
        end={reader.end}
        shift={reader.shiftText}
      />
    </div>
  );
  return (
    <div class="pair" role="group" data-same={times.same ? '' : undefined} aria-label={t('time.label')} data-zoned>
      {full ? <div class="wrap">{pair}</div> : pair}
    </div>
  );
}

/** Both times in a line, where room is short. */
export function TimesLine(span: Span) {
  const view = useView();
  const { event, reader, same } = timesOf(span, view);
  return (
    <span class="times" data-zoned>
      <span>
        <time dateTime={event.start.iso}>{event.start.time}</time> <Name>{event.city}</Name>
        {view.t('list.comma')}
        <DateText date={event.start.date} />
        {same && ` (${event.offset})`}
      </span>
      {!same && (
        <>
          {' '}
          <span>
            <time dateTime={reader.start.iso}>{reader.start.time}</time> <Name>{reader.city}</Name>
            {view.t('list.comma')}
            <DateText date={shortDate(reader.start)} />
          </span>{' '}
          <Shift text={reader.shiftText} />
        </>
      )}
    </span>
  );
}

/** The hour at a place when it is `instant`, with its date and how that differs from the event's. */
export function LocalClock({ instant, eventZone, zone }: { instant: Date; eventZone: string; zone: string }) {
  const { locale } = useView();
  const { reader } = bothTimes(locale, instant, null, eventZone, zone);
  return (
    <p class="clock">
      <b>
        <time dateTime={reader.start.iso}>{reader.start.time}</time>
      </b>{' '}
      <Shift text={reader.shiftText} />
      <br />
      {shortDate(reader.start)}
    </p>
  );
}

/** One instant on one clock, with the date. */
export function At({ instant, zone }: { instant: Date; zone: string }) {
  const { t, locale } = useView();
  const { iso, time, date } = formatMoment(locale, zone, instant);
  return (
    <time dateTime={iso}>
      {date}
      {t('list.comma')}
      {time}
    </time>
  );
}
