import { type Locale, type LocalisedText, textIn } from '../../kernel/locale.js';
import { ordinal as ordinalText } from '../../platform/i18n/format.js';
import { editionName } from '../layout/edition.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef, type SeriesRef } from '../layout/view-models.js';
import { type Translate } from '../texts.js';
import { type ChartShape, shapeOf } from './timeline-shape.js';

/** An edition as the timeline draws it. */
export interface TimelineMark {
  edition: Pick<EditionRef, 'key' | 'ordinal' | 'title' | 'theme' | 'when'>;
  state: 'held' | 'ahead' | 'cancelled';
  /** Slugs; none where the host is not recorded. */
  hosts: string[];
}

export interface SeriesTimelineProps {
  series: SeriesRef;
  foundedYear: number | null;
  marks: TimelineMark[];
  /** Runs of numbers that nothing is recorded of, with the years of their neighbours. */
  runs: { from: number; to: number; after: number; before: number }[];
  /** What the hosts are called today. */
  names: ReadonlyMap<string, LocalisedText>;
}

const RADIUS = 13;

/** Where everything stands, for a reader of this language. */
function drawn(
  { series, foundedYear, marks, runs, names }: SeriesTimelineProps,
  locale: Locale,
  t: Translate,
): ChartShape {
  const hostName = (slug: string) => textIn(names.get(slug), locale) || slug;
  return shapeOf({
    foundedYear,
    missing: { host: t('archive.hostNotRecorded'), run: t('archive.notRecorded') },
    marks: marks.map(({ edition, state, hosts }) => {
      const { ordinal, theme, when } = edition;
      const words = textIn(theme, locale);
      return {
        state,
        ordinal,
        year: when.year,
        lanes: hosts.map((slug) => ({ key: slug, label: hostName(slug) })),
        theme: words && t('edition.themeBefore') + words + t('edition.themeAfter'),
        text: t('series.timeline.mark', {
          edition: editionName({ ...edition, series }, locale, t),
          year: when.year,
          host: hosts.map(hostName).join(t('list.separator')) || t('archive.hostNotRecorded'),
        }),
      };
    }),
    runs: runs.map(({ from, to, after, before }) => ({
      after,
      before,
      text:
        from === to
          ? ordinalText(locale, from)
          : t('archive.run', { from: ordinalText(locale, from), to: ordinalText(locale, to) }),
    })),
  });
}

function Marks({ shape }: { shape: ChartShape }) {
  return (
    <>
      {shape.joins.map(({ x, from, to }, index) => (
        <path key={index} class="join" d={`M${x} ${from}V${to}`} />
      ))}
      {shape.marks.map(({ x, y, state, ordinal, text }, index) => (
        <g key={index} class={`mark-${state}`}>
          <title>{text}</title>
          <circle cx={x} cy={y} r={ordinal === null ? RADIUS / 2 : RADIUS} />
          {ordinal !== null && (
            <text x={x} y={y + 4} text-anchor="middle">
              {ordinal}
            </text>
          )}
          {state === 'cancelled' && (
            <path
              d={`M${x - RADIUS} ${y - RADIUS}l${2 * RADIUS} ${2 * RADIUS}m0 ${-2 * RADIUS}l${-2 * RADIUS} ${2 * RADIUS}`}
            />
          )}
        </g>
      ))}
    </>
  );
}

/** What the shapes mean, as far as they occur. */
function Legend({ shape }: { shape: ChartShape }) {
  const { t } = useView();
  const has = (state: string) => shape.marks.some((mark) => mark.state === state);
  const entries = [
    { state: 'held', text: t('series.timeline.held'), isShown: has('held') },
    { state: 'ahead', text: t('series.timeline.ahead'), isShown: has('ahead') },
    { state: 'missing', text: t('archive.notRecorded'), isShown: has('missing') || shape.runs.length > 0 },
    { state: 'cancelled', text: t('status.edition.cancelled'), isShown: has('cancelled') },
  ];
  return (
    <ul class="row small muted" role="list">
      {entries
        .filter(({ isShown }) => isShown)
        .map(({ state, text }) => (
          <li key={state} class="row counted">
            <svg class="timeline-chart" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <g class={`mark-${state}`}>
                <circle cx="8" cy="8" r="6" />
                {state === 'cancelled' && <path d="M2 2l12 12M14 2L2 14" />}
              </g>
            </svg>
            {text}
          </li>
        ))}
    </ul>
  );
}

/** The editions of a series by year, one line a host, drawn on the server. The list of the page says the same. */
export function SeriesTimeline(props: SeriesTimelineProps) {
  const { t, locale } = useView();
  const { series, marks } = props;
  if (marks.length === 0) return null;
  const shape = drawn(props, locale, t);
  const years = marks.map(({ edition }) => edition.when.year);
  return (
    <figure class="stack-s">
      <div class="timeline-box" role="region" aria-label={t('series.timeline.scroll')} tabIndex={0}>
        <svg
          class="chart timeline-chart"
          width={shape.width}
          height={shape.height}
          viewBox={`0 0 ${shape.width} ${shape.height}`}
          role="img"
          aria-labelledby="timeline-title timeline-text"
        >
          <title id="timeline-title">{t('series.timeline.title', { series: textIn(series.name, locale) })}</title>
          <desc id="timeline-text">
            {t('series.timeline.text', { count: marks.length, from: Math.min(...years), to: Math.max(...years) })}
          </desc>
          {shape.ticks.map(({ x, year }) => (
            <g key={year}>
              <path class="grid" d={`M${x} 22V${shape.height}`} />
              <text x={x} y={14} text-anchor="middle">
                {year}
              </text>
            </g>
          ))}
          {shape.founded && (
            <g>
              <path class="limit" d={`M${shape.founded.x} 22V${shape.height}`} />
              <text x={shape.founded.x + 6} y={shape.founded.y}>
                {t('series.timeline.founded', { year: shape.founded.year })}
              </text>
            </g>
          )}
          {shape.lanes.map(({ y, from, to, label, labelX, isMissing }) => (
            <g key={y}>
              <path class={isMissing ? 'limit' : 'lane'} d={`M${from} ${y}H${to}`} />
              <text class={isMissing ? undefined : 'strong'} x={labelX} y={y - RADIUS - 7}>
                {label}
              </text>
            </g>
          ))}
          {shape.runs.map(({ from, to, y, text }) => (
            <g key={from} class="run">
              <rect x={from} y={y - RADIUS} width={to - from} height={2 * RADIUS} rx={RADIUS} />
              <text x={(from + to) / 2} y={y + 4} text-anchor="middle">
                {text}
              </text>
            </g>
          ))}
          <Marks shape={shape} />
          {shape.themes.map(({ x, y, text }) => (
            <text key={`${x}-${y}`} x={x} y={y}>
              {text}
            </text>
          ))}
        </svg>
      </div>
      <figcaption>
        <Legend shape={shape} />
      </figcaption>
    </figure>
  );
}
