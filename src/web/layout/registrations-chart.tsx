import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { type Locale } from '../../kernel/locale.js';
import { formatDateOnly } from '../../platform/i18n/format.js';
import { useView } from './view-context.js';

/** How many were confirmed at the end of a calendar day, and what changed on it. */
export interface ChartDay {
  /** `YYYY-MM-DD`. */
  date: string;
  joined: number;
  gone: number;
  confirmed: number;
}

/** Where everything stands, in units of the view box. */
export interface ChartShape {
  line: string;
  area: string;
  /** Whole numbers only: there are no half people. */
  levels: { y: number; value: number }[];
  labels: { x: number; date: string; anchor: 'start' | 'middle' | 'end' }[];
  /** Where the places end; null when there is no end to them. */
  limit: number | null;
  last: { x: number; y: number; value: number };
}

const WIDTH = 400;
const HEIGHT = 200;
const LEFT = 34;
const RIGHT = 360;
const TOP = 16;
const BOTTOM = 176;
const LABELS = 4;

/** The curve of one or more days. `capacity` null: without a limit. */
export function shapeOf(days: readonly ChartDay[], capacity: number | null): ChartShape {
  const most = Math.max(1, capacity ?? 0, ...days.map(({ confirmed }) => confirmed));
  const x = scaleLinear()
    .domain([0, Math.max(1, days.length - 1)])
    .range([LEFT, RIGHT]);
  const y = scaleLinear().domain([0, most]).nice(4).range([BOTTOM, TOP]);
  const round = (value: number) => Math.round(value * 10) / 10;
  // A single day is a level, not a point: it held all day.
  const points = (days.length === 1 ? [days[0]!, days[0]!] : days).map(({ confirmed }, index): [number, number] => [
    round(x(index)),
    round(y(confirmed)),
  ]);
  const labelled = [
    ...new Set(Array.from({ length: LABELS }, (_, index) => Math.round((index * (days.length - 1)) / (LABELS - 1)))),
  ];
  return {
    line: line()(points) ?? '',
    area: area().y0(BOTTOM)(points) ?? '',
    levels: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ y: round(y(value)), value })),
    labels: labelled.map((index) => ({
      x: round(x(index)),
      date: days[index]!.date,
      anchor: index === 0 ? 'start' : index === days.length - 1 ? 'end' : 'middle',
    })),
    limit: capacity === null ? null : round(y(capacity)),
    last: { x: points.at(-1)![0], y: points.at(-1)![1], value: days.at(-1)!.confirmed },
  };
}

/** `20 Oct`, `10月20日`: what fits below a chart. */
export function shortDay(locale: Locale, date: string): string {
  const words = formatDateOnly(locale, date);
  return locale === 'en' ? words.split(' ').slice(1, 3).join(' ') : (/年(\S+)/.exec(words)?.[1] ?? words);
}

/** Confirmed registrations over time, drawn on the server. The same figures stand in a table beside it. */
export function RegistrationsChart({ days, capacity }: { days: readonly ChartDay[]; capacity: number | null }) {
  const { t, locale } = useView();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const shape = shapeOf(days, capacity);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="chart-title chart-text">
      <title id="chart-title">{t('parts.chart.title')}</title>
      <desc id="chart-text">
        {t('parts.chart.text', {
          from: formatDateOnly(locale, first.date),
          to: formatDateOnly(locale, last.date),
          count: last.confirmed,
        })}
        {capacity !== null && ` ${t('parts.chart.limitText', { capacity })}`}
      </desc>
      {shape.levels.map(({ y, value }) => (
        <g key={value}>
          <path class="grid" d={`M${LEFT} ${y}H${RIGHT}`} />
          <text x={LEFT - 8} y={y + 4} text-anchor="end">
            {value}
          </text>
        </g>
      ))}
      {shape.labels.map(({ x, date, anchor }) => (
        <text key={date} x={x} y={HEIGHT - 5} text-anchor={anchor}>
          {shortDay(locale, date)}
        </text>
      ))}
      <path class="area" d={shape.area} />
      {shape.limit !== null && (
        <>
          <path class="limit" d={`M${LEFT} ${shape.limit}H${RIGHT}`} />
          <text x={LEFT + 4} y={shape.limit - 5}>
            {t('parts.chart.limit', { capacity: capacity ?? 0 })}
          </text>
        </>
      )}
      <path class="mainline" d={shape.line} />
      <circle class="dot" cx={shape.last.x} cy={shape.last.y} r={4.5} />
      <text class="strong" x={shape.last.x + 9} y={shape.last.y + 4}>
        {shape.last.value}
      </text>
    </svg>
  );
}

/** The figures of the chart, newest first. Narrow enough to stay a table on a phone. */
export function RegistrationsTable({ rows }: { rows: readonly ChartDay[] }) {
  const { t, locale } = useView();
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">{t('parts.chart.until')}</th>
          <th scope="col">{t('parts.chart.joined')}</th>
          <th scope="col">{t('status.registration.cancelled')}</th>
          <th scope="col">{t('status.registration.confirmed')}</th>
        </tr>
      </thead>
      <tbody>
        {[...rows].reverse().map(({ date, joined, gone, confirmed }) => (
          <tr key={date}>
            <th scope="row">
              <time dateTime={date}>{formatDateOnly(locale, date)}</time>
            </th>
            <td>{joined}</td>
            <td>{gone}</td>
            <td>{confirmed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
