import { type Locale } from '../../kernel/locale.js';
import { type Mark, moved, type Sheet } from '../../platform/pdf/marks.js';
import { fit, type Measure, wrap } from '../../platform/pdf/wrap.js';
import { type BadgeFormat, BADGE_SIZES, namesOnBadge } from './domain/badges.js';

/** What stands on one badge. */
export interface Badge {
  name: string;
  nativeName: string | null;
  institution: string | null;
  affiliation: string | null;
  country: string | null;
  category: string;
  reference: string;
  /** What the QR code says. */
  ticket: string;
}

/** What all badges of a file have in common. */
export interface BadgeStyle {
  format: BadgeFormat;
  event: string;
  /** Decides which of two names is the larger. */
  language: Locale;
  /** How wide a text is at the size of one point, in millimetres. */
  measure: (weight: 'regular' | 'bold') => Measure;
}

const INK = '#15211e';
const MUTED = '#4a5955';
const BAND = '#233f9c';
const PAPER = '#ffffff';
const CUT = '#808080';

/** Millimetres in a point. */
const POINT = 25.4 / 72;
/** From one base line to the next, in sizes of the type; Chinese needs as much. */
const LEADING = 1.22;
/** How far letters and characters reach above their base line, in sizes of the type. */
const RISE = 0.88;

/** The pages of a file of badges, one after the other. */
export function* badgeSheets(badges: Iterable<Badge>, style: BadgeStyle): Generator<Sheet> {
  const { width, height, columns, rows, page } = BADGE_SIZES[style.format];
  const [left, top] = [(page.width - columns * width) / 2, (page.height - rows * height) / 2];
  let marks: Mark[] = [];
  let count = 0;
  const sheet = (): Sheet => ({ ...page, marks: [...cutMarks(style.format), ...marks] });
  for (const badge of badges) {
    const place = count % (columns * rows);
    marks.push(
      ...moved(badgeMarks(badge, style), left + (place % columns) * width, top + Math.floor(place / columns) * height),
    );
    count++;
    if (place === columns * rows - 1) {
      yield sheet();
      marks = [];
    }
  }
  if (marks.length > 0) yield sheet();
}

/** One badge, from its own top left corner. */
function badgeMarks(badge: Badge, style: BadgeStyle): Mark[] {
  return BADGE_SIZES[style.format].width > BADGE_SIZES[style.format].height
    ? wideBadge(badge, style)
    : tallBadge(badge, style);
}

/** Name on top, where somebody is from on the left, the code on the right. */
function wideBadge(badge: Badge, style: BadgeStyle): Mark[] {
  const { width, height } = BADGE_SIZES[style.format];
  const [pad, band, code] = [5, 7, 20];
  const inner = width - 2 * pad;
  const floor = height - band;
  const text = typesetter(style.measure, pad, 'start');
  const event = text.block(style.event, { width: inner, lines: 1, most: 7.5, least: 6, colour: MUTED });
  const names = nameBlocks(badge, style, text, { width: inner, height: floor - code - 8.5, lines: 2, most: 24 });
  const from = fromBlocks(badge, text, { width: inner - code, most: 9 });
  return [
    ...text.stack([event], 3.2),
    ...text.stack(names, 8 + Math.max(0, (floor - code - 8 - heightOf(names)) / 2)),
    ...text.stack(from, floor - 2 - heightOf(from)),
    { kind: 'code', x: width - code - 1.5, y: floor - code - 0.5, side: code, text: badge.ticket },
    ...bandMarks(badge, style, { width, height, band, pad, size: 9 }),
  ];
}

/** Everything in the middle, one below the other; room for the slot of a lanyard above. */
function tallBadge(badge: Badge, style: BadgeStyle): Mark[] {
  const { width, height } = BADGE_SIZES[style.format];
  const [pad, band, code, slot] = [6, 12, Math.min(36, height * 0.26), 13];
  const inner = width - 2 * pad;
  const floor = height - band;
  const text = typesetter(style.measure, width / 2, 'middle');
  const event = text.block(style.event, { width: inner, lines: 2, most: 11, least: 8, colour: MUTED });
  const top = slot + heightOf([event]) + 3;
  const bottom = floor - code - 2;
  const from = fromBlocks(badge, text, { width: inner, most: 12 });
  const room = bottom - top - heightOf(from) - 6;
  const names = nameBlocks(badge, style, text, { width: inner, height: room, lines: 3, most: 36 });
  const free = Math.max(0, bottom - top - heightOf(names) - heightOf(from) - 4);
  return [
    ...text.stack([event], slot),
    ...text.stack(names, top + free / 2),
    ...text.stack(from, top + free / 2 + heightOf(names) + 4),
    { kind: 'code', x: (width - code) / 2, y: floor - code - 1, side: code, text: badge.ticket },
    ...bandMarks(badge, style, { width, height, band, pad, size: 15 }),
  ];
}

interface Block {
  lines: string[];
  size: number;
  weight: 'regular' | 'bold';
  colour: string;
}

const heightOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { lines, size }) => sum + lines.length * size * LEADING * POINT, 0);

function typesetter(measure: BadgeStyle['measure'], x: number, align: 'start' | 'middle') {
  return {
    block(
      text: string,
      box: { width: number; lines: number; most: number; least: number; colour?: string; weight?: Block['weight'] },
    ): Block {
      const weight = box.weight ?? 'regular';
      return { ...fit(text, box, measure(weight)), weight, colour: box.colour ?? INK };
    },
    stack(blocks: readonly Block[], top: number): Mark[] {
      let y = top;
      return blocks.flatMap(({ lines, size, weight, colour }) =>
        lines.map((text): Mark => {
          const mark: Mark = { kind: 'text', x, y: y + size * RISE * POINT, text, size, weight, align, colour };
          y += size * LEADING * POINT;
          return mark;
        }),
      );
    },
  };
}

/** Both names as large as there is room for; the second at six tenths of the first. */
function nameBlocks(
  badge: Badge,
  style: BadgeStyle,
  text: ReturnType<typeof typesetter>,
  { width, height, lines, most }: { width: number; height: number; lines: number; most: number },
): Block[] {
  const { large, small } = namesOnBadge(badge, style.language);
  const bold = style.measure('bold');
  const blocks = (size: number): Block[] => [
    text.block(large, { width, lines, most: size, least: size, weight: 'bold' }),
    ...(small === null ? [] : [text.block(small, { width, lines: 1, most: Math.max(8, size * 0.6), least: 7 })]),
  ];
  const fits = (size: number, within: number) => {
    const { broken, lines: needed } = wrap(large, width / size, bold);
    return !broken && needed.length <= within && heightOf(blocks(size)) <= height;
  };
  const sizes = Array.from({ length: Math.max(0, (most - 10) * 2) }, (_, index) => most - index / 2);
  const inOneLine = sizes.find((size) => fits(size, 1)) ?? 0;
  // A name in Chinese is one word, though a line may end after each of its characters.
  const inSeveral = large.includes(' ') ? (sizes.find((size) => fits(size, lines)) ?? 0) : 0;
  // A name in one line is read at a glance, so it may be somewhat smaller for it.
  return blocks(inOneLine >= inSeveral * 0.7 && inOneLine > 0 ? inOneLine : Math.max(inSeveral, 10));
}

function fromBlocks(
  badge: Badge,
  text: ReturnType<typeof typesetter>,
  { width, most }: { width: number; most: number },
) {
  const { institution, affiliation, country } = badge;
  const box = { width, lines: 2, most, least: most * 0.7 };
  return [
    ...(institution ? [text.block(institution, { ...box, weight: 'bold' })] : []),
    ...(affiliation ? [text.block(affiliation, { ...box, lines: institution ? 1 : 2 })] : []),
    ...(country ? [text.block(country, { ...box, lines: 1, colour: MUTED })] : []),
  ];
}

function bandMarks(
  { category, reference }: Badge,
  { measure }: BadgeStyle,
  { width, height, band, pad, size }: { width: number; height: number; band: number; pad: number; size: number },
): Mark[] {
  const code = size * 0.85;
  const room = width - 2 * pad - measure('regular')(reference) * code - 4;
  const fitted = fit(category, { width: room, lines: 1, most: size, least: size * 0.6 }, measure('bold'));
  const y = height - band / 2 + size * 0.35 * POINT;
  const common = { kind: 'text', y, colour: PAPER } as const;
  return [
    { kind: 'box', x: 0, y: height - band, width, height: band, colour: BAND },
    { ...common, x: pad, text: fitted.lines[0] ?? '', size: fitted.size, weight: 'bold', align: 'start' },
    { ...common, x: width - pad, text: reference, size: code, weight: 'regular', align: 'end' },
  ];
}

/** Where to cut, in the margin of the sheet; where there is none, at its very edge. */
function cutMarks(format: BadgeFormat): Mark[] {
  const { width, height, columns, rows, page } = BADGE_SIZES[format];
  if (columns * rows === 1) return [];
  const [left, top] = [(page.width - columns * width) / 2, (page.height - rows * height) / 2];
  const tick = (from: [number, number], to: [number, number]): Mark => ({
    kind: 'line',
    from,
    to,
    thickness: 0.1,
    colour: CUT,
  });
  const inset = (margin: number): [number, number] => (margin > 6 ? [margin - 6, margin - 1] : [0, 4]);
  const [xs, ys] = [inset(left), inset(top)];
  const vertical = Array.from({ length: columns + 1 }, (_, index) => left + index * width).filter(
    (x) => x > 0 && x < page.width,
  );
  const horizontal = Array.from({ length: rows + 1 }, (_, index) => top + index * height).filter(
    (y) => y > 0 && y < page.height,
  );
  return [
    ...vertical.flatMap((x) => [
      tick([x, ys[0]], [x, ys[1]]),
      tick([x, page.height - ys[1]], [x, page.height - ys[0]]),
    ]),
    ...horizontal.flatMap((y) => [
      tick([xs[0], y], [xs[1], y]),
      tick([page.width - xs[1], y], [page.width - xs[0], y]),
    ]),
  ];
}
