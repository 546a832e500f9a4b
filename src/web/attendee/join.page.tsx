import { type LocalisedText, hasText } from '../../kernel/locale.js';
import { type BothTimes } from '../../platform/i18n/format.js';
import { EditionName, editionName, cityOfEdition } from '../layout/edition.js';
import { hostOf, isWebAddress } from '../layout/hrefs.js';
import { Icon } from '../layout/icons.js';
import { Localised, Name } from '../layout/localised.js';
import { languageName, Shell } from '../layout/shell.js';
import { At, Shift, shortDate, timesOf } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';
import { type TextKey, type Translate } from '../texts.js';
import { LOCALES, type Locale } from '../../kernel/locale.js';

export type StreamProvider = 'hls' | 'youtube' | 'bilibili' | 'zoom' | 'tencent_meeting' | 'other';

export interface JoinPageProps {
  token: string;
  /** Has a time and a zone: without them there is nothing to join. */
  edition: EditionRef & { city: string | null };
  /** The stream to watch now, or the next one. Null: none has been set. */
  stream: { title: LocalisedText | null; opensAt: Date; startsAt: Date; closesAt: Date | null } | null;
  stage: 'before' | 'open' | 'ended' | 'cancelled' | 'postponed';
  /** The best for this reader first; empty unless it is open. */
  mirrors: { label: string | null; language: string | null; provider: StreamProvider; url: string }[];
}

const PROVIDERS: Record<StreamProvider, TextKey> = {
  hls: 'provider.hls',
  youtube: 'provider.youtube',
  bilibili: 'provider.bilibili',
  zoom: 'provider.zoom',
  tencent_meeting: 'provider.tencentMeeting',
  other: 'provider.other',
};

export const providerKey = (provider: StreamProvider): TextKey => PROVIDERS[provider];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 days`, `14:05:09`, `05:09`. The script of the page writes the last two in the same way. */
export function countdown(milliseconds: number, t: Translate): string {
  const left = Math.max(0, milliseconds);
  if (left >= 2 * DAY) return t('join.days', { count: Math.floor(left / DAY) });
  const parts = [Math.floor(left / HOUR), Math.floor((left % HOUR) / MINUTE), Math.floor((left % MINUTE) / SECOND)];
  return (parts[0] === 0 ? parts.slice(1) : parts).map((part) => String(part).padStart(2, '0')).join(':');
}

function StageSide({ side }: { side: BothTimes['event'] & { shiftText?: string } }) {
  return (
    <div class="stage-side">
      <Name>{side.city}</Name>
      <b>
        <time dateTime={side.start.iso}>{side.start.time}</time>
      </b>
      {shortDate(side.start)} <Shift text={side.shiftText ?? ''} />
    </div>
  );
}

function Mirror({ mirror, first }: { mirror: JoinPageProps['mirrors'][number]; first: boolean }) {
  const { t } = useView();
  const at = t('join.at', { provider: t(PROVIDERS[mirror.provider]), host: hostOf(mirror.url) });
  const known = LOCALES.find((locale: Locale) => locale === mirror.language);
  return (
    <>
      <a
        class={first ? 'btn btn-primary btn-l' : 'btn'}
        href={mirror.url}
        target="_blank"
        rel="noreferrer noopener"
        referrerpolicy="no-referrer"
      >
        <Icon name="external" /> {first ? t('join.action') : (mirror.label ?? t('join.other'))}
      </a>
      <span class="small">
        {at}
        {known && ` (${languageName(known)})`}
      </span>
    </>
  );
}

/** What the middle of the stage says. */
function Middle({
  stage,
  stream,
  mirrors,
  startsAt,
}: Pick<JoinPageProps, 'stage' | 'stream' | 'mirrors'> & { startsAt: Date }) {
  const { t, now } = useView();
  const [best] = mirrors;
  if (stage === 'before') {
    const until = stream?.startsAt ?? startsAt;
    const left = until.getTime() - now.getTime();
    return (
      <>
        <p id="countdown">{left > 0 ? t('join.startsIn') : t('join.startsSoon')}</p>
        {left > 0 && (
          <p
            class={left >= 2 * DAY ? 'countdown countdown-days' : 'countdown'}
            role="timer"
            aria-labelledby="countdown"
            data-until={until.toISOString()}
          >
            {countdown(left, t)}
          </p>
        )}
      </>
    );
  }
  if (stage === 'open' && best) {
    return (
      <div class="stage-act">
        <p>
          <span class="status" data-is="live">
            {t('join.open')}
          </span>
        </p>
        <Mirror mirror={best} first />
      </div>
    );
  }
  const words: Record<Exclude<JoinPageProps['stage'], 'before'>, TextKey> = {
    open: 'join.holding',
    ended: 'join.ended',
    cancelled: 'join.cancelled',
    postponed: 'join.postponed',
  };
  return <p class="stage-word">{t(words[stage])}</p>;
}

function note({ stage, stream, mirrors }: JoinPageProps): TextKey | null {
  if (stage === 'before') return stream ? 'join.noteBefore' : 'join.noteNoStream';
  if (stage === 'open') return mirrors.length > 0 ? 'join.noteOpen' : 'join.noteHolding';
  return stage === 'ended' ? 'join.noteEnded' : null;
}

/** `/join/{token}`: the personal live page. Links in old mails lead here, so it always shows the stream of the moment. */
export function JoinPage(props: JoinPageProps) {
  const view = useView();
  const { edition, stream, stage } = props;
  const { t, locale, now, readerZone, readerZoneKnown } = view;
  const { when } = edition;
  const zone = when.timeZone ?? 'UTC';
  const startsAt = when.startsAt ?? now;
  const mirrors = props.mirrors.filter((mirror) => isWebAddress(mirror.url));
  const times = timesOf({ startsAt, endsAt: when.endsAt, timeZone: zone, city: cityOfEdition(edition) }, view);
  const noteKey = note({ ...props, mirrors });
  const isMoving = stage === 'before' || stage === 'open';
  return (
    <Shell title={t('join.title', { event: editionName(edition, locale, t) })} mainClass="wrap" scripts={['live.js']}>
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{stream && hasText(stream.title) ? <Localised text={stream.title} /> : t('join.heading')}</h1>
      </div>
      <div
        class="stack-l"
        data-live={stage}
        data-zoned
        data-now={now.toISOString()}
        data-next={stage === 'before' && stream ? stream.opensAt.toISOString() : undefined}
        data-moving={isMoving ? '' : undefined}
      >
        <div class="stack-s">
          <section class="stage" aria-label={t('join.stage')}>
            <div class={times.same ? 'stage-in stage-one' : 'stage-in'}>
              <StageSide side={times.same ? times.event : times.reader} />
              <div class="stage-mid">
                <Middle stage={stage} stream={stream} mirrors={mirrors} startsAt={startsAt} />
              </div>
              {!times.same && <StageSide side={times.event} />}
            </div>
            {noteKey && <p class="stage-note">{t(noteKey)}</p>}
          </section>
          {stage === 'before' && stream && (
            <p class="small muted">
              {t('join.opensAt')} <At instant={stream.opensAt} zone={readerZoneKnown ? readerZone : zone} />
              {t('list.stop')}
            </p>
          )}
          {stage === 'open' && mirrors.length > 1 && (
            <section class="stack-s mirrors" aria-labelledby="mirrors">
              <h2 id="mirrors">{t('join.mirrors')}</h2>
              <ul role="list" class="stack-s">
                {mirrors.slice(1).map((mirror) => (
                  <li class="row" key={mirror.url}>
                    <Mirror mirror={mirror} first={false} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p class="vh" role="status" data-live-words>
            {stage === 'open' ? t('join.open') : ''}
          </p>
        </div>
        <p class="small muted">{t('join.personal')}</p>
      </div>
    </Shell>
  );
}
