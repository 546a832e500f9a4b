import { scaleLinear } from 'd3-scale';

/*
 * The geometry of the timeline of a series, in CSS pixels: the years run to the right, each host has a line of its own. Pure,
 * so that it can be tested without a page.
 */

export interface ChartInput {
  foundedYear: number | null;
  /** What the lines are called that stand for what is not recorded. */
  missing: { host: string; run: string };
  marks: {
    state: 'held' | 'ahead' | 'cancelled';
    ordinal: number | null;
    year: number;
    lanes: { key: string; label: string }[];
    /** Empty where there is none. */
    theme: string;
    text: string;
  }[];
  runs: { after: number; before: number; text: string }[];
}

export interface ChartMark {
  x: number;
  y: number;
  /** `missing`: held, but the host is not recorded. */
  state: 'held' | 'ahead' | 'cancelled' | 'missing';
  ordinal: number | null;
  text: string;
}

export interface ChartShape {
  width: number;
  height: number;
  ticks: { x: number; year: number }[];
  founded: { x: number; y: number; year: number } | null;
  lanes: { y: number; from: number; to: number; label: string; labelX: number; isMissing: boolean }[];
  marks: ChartMark[];
  /** Between the lines of hosts who hosted together. */
  joins: { x: number; from: number; to: number }[];
  runs: { from: number; to: number; y: number; text: string }[];
  themes: { x: number; y: number; text: string }[];
}

const PAD = 28;
const TOP = 34;
/** A label, and the marks below it. */
const LANE = 58;
const MARK_BELOW = 36;
const THEME = 17;
const RADIUS = 13;
/** No year is narrower than this, so a long series scrolls; a short one is not torn apart. */
const NARROW = 30;
const WIDE = 64;
/** What the column of the page has room for. */
const ROOM = 820;
const TICK_APART = 48;
const INTERVALS = [1, 2, 5, 10, 20, 50];
const FONT = 13;

interface Lane {
  key: string;
  label: string;
  isMissing: boolean;
  marks: { mark: ChartInput['marks'][number]; index: number }[];
}

/** Lays the timeline out. There is at least one mark. */
export function shapeOf({ foundedYear, missing, marks, runs }: ChartInput): ChartShape {
  const years = marks.map(({ year }) => year);
  const first = Math.min(...years, foundedYear ?? Infinity);
  const last = Math.max(...years);
  const span = Math.max(1, last - first);
  const step = Math.min(WIDE, Math.max(NARROW, (ROOM - 2 * PAD) / span));
  const width = Math.round(Math.max(span * step, 300) + 2 * PAD);
  const x = scaleLinear()
    .domain([first, first + span])
    .rangeRound([PAD, PAD + Math.round(span * step)]);
  const isFoundedBefore = foundedYear !== null && foundedYear < Math.min(...years);

  const shape: ChartShape = {
    ...{ width, height: TOP, ticks: [], founded: null, lanes: [], marks: [], joins: [], runs: [], themes: [] },
  };
  const every = INTERVALS.find((interval) => interval * step >= TICK_APART) ?? 100;
  const firstTick = Math.ceil(first / every) * every;
  shape.ticks = Array.from({ length: Math.floor((last - firstTick) / every) + 1 }, (_, index) => {
    const year = firstTick + index * every;
    return { x: x(year), year };
  });
  if (isFoundedBefore) {
    shape.founded = { x: x(foundedYear), y: TOP + 12, year: foundedYear };
    shape.height += 20;
  }

  const places: { x: number; y: number }[][] = marks.map(() => []);
  for (const lane of lanesOf(marks, missing.host)) {
    const y = shape.height + MARK_BELOW;
    const at = lane.marks.map(({ mark, index }) => {
      const sameYear = lane.marks.filter((other) => other.mark.year === mark.year);
      const place = sameYear.findIndex((other) => other.index === index) - (sameYear.length - 1) / 2;
      const point = { x: Math.round(x(mark.year) + place * RADIUS * 1.4), y };
      places[index]!.push(point);
      const state = lane.isMissing && mark.state === 'held' ? 'missing' : mark.state;
      shape.marks.push({ ...point, state, ordinal: mark.ordinal, text: mark.text });
      return point.x;
    });
    const [from, to] = [Math.min(...at), Math.max(...at)];
    const label = fitted(lane.label, width - 2 * PAD);
    const labelX = within(from - RADIUS, label, width);
    shape.lanes.push({ y, from, to, label, labelX, isMissing: lane.isMissing });
    const rows = themesOf(lane, at, width);
    shape.themes.push(...rows.map(({ row, ...theme }) => ({ ...theme, y: y + RADIUS + THEME * (row + 1) - 1 })));
    shape.height += LANE + THEME * (Math.max(-1, ...rows.map(({ row }) => row)) + 1);
  }
  const gaps = isFoundedBefore ? [{ after: foundedYear, before: Math.min(...years), text: '' }, ...runs] : runs;
  const wide = gaps.filter(({ after, before }) => before - after > 1);
  if (wide.length > 0) {
    const y = shape.height + MARK_BELOW;
    const bars = wide.map(({ after, before, text }) => {
      const [from, to] = [x(after) + RADIUS, x(before) - RADIUS];
      return { from, to, y, text: widthOf(text) > to - from ? '' : text };
    });
    shape.runs.push(...bars);
    const from = Math.min(...bars.map((bar) => bar.from));
    shape.lanes.push({
      y,
      from,
      to: from,
      label: missing.run,
      labelX: within(from, missing.run, width),
      isMissing: true,
    });
    shape.height += LANE;
  }
  shape.joins = places.flatMap((points) =>
    points.length > 1 ? [{ x: points[0]!.x, from: points[0]!.y, to: points.at(-1)!.y }] : [],
  );
  return shape;
}

/** One line a host, in the order in which they first hosted; what has no recorded host comes last. */
function lanesOf(marks: ChartInput['marks'], missing: string): Lane[] {
  const lanes = new Map<string, Lane>();
  const unknown: Lane = { key: '', label: missing, isMissing: true, marks: [] };
  const inTime = marks.map((mark, index) => ({ mark, index })).sort((a, b) => a.mark.year - b.mark.year);
  for (const entry of inTime) {
    if (entry.mark.lanes.length === 0) unknown.marks.push(entry);
    for (const { key, label } of entry.mark.lanes) {
      const lane = lanes.get(key) ?? { key, label, isMissing: false, marks: [] };
      lane.marks.push(entry);
      lanes.set(key, lane);
    }
  }
  return [...lanes.values(), ...(unknown.marks.length > 0 ? [unknown] : [])];
}

/** The themes of a line below its marks, in as many rows as keep them apart. Told once where several hosted together. */
function themesOf(lane: Lane, at: number[], width: number): { x: number; row: number; text: string }[] {
  const ends: number[] = [];
  return lane.marks.flatMap(({ mark }, index) => {
    if (!mark.theme || (mark.lanes[0] && mark.lanes[0].key !== lane.key)) return [];
    const text = fitted(mark.theme, width - 2 * PAD);
    const size = widthOf(text);
    const start = Math.round(Math.min(Math.max(PAD, at[index]! - size / 2), width - PAD - size));
    const free = ends.findIndex((end) => end + FONT <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = start + size;
    return [{ x: start, row, text }];
  });
}

/** Where a text begins, so that it does not end outside. */
function within(wanted: number, text: string, width: number): number {
  return Math.round(Math.max(PAD - RADIUS, Math.min(wanted, width - PAD + RADIUS - widthOf(text))));
}

const WIDE_LETTER = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** About how wide a text is: the server has no fonts to measure with. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (WIDE_LETTER.test(letter) ? FONT : FONT * 0.56), 0);
}

/** As much of the text as there is room for. */
function fitted(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(letters.join('')) + FONT > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
