import { type Mark, type Sheet } from '../../platform/pdf/marks.js';
import { fit, type Measure, wrap } from '../../platform/pdf/wrap.js';

/** What stands on a ticket, in the words of the page that offers it. */
export interface TicketWords {
  event: string;
  /** One line each, e.g. the times on the clock of the event and on the holder's. */
  when: string[];
  where: string | null;
  name: string;
  nativeName: string | null;
  institution: string | null;
  category: string;
  /** The status, when it is not simply good. */
  status: string | null;
  reference: { label: string; value: string };
  note: string;
  /** What the QR code says. */
  url: string;
}

const INK = '#15211e';
const MUTED = '#4a5955';
const LINE = '#d3dcd8';
const WARN = '#9c2323';
const POINT = 25.4 / 72;

/** A5 upright: as large as a phone's screen shows it, and printed two on a sheet. Millimetres. */
const [WIDTH, HEIGHT, PAD, CODE] = [148, 210, 14, 66];

interface Look {
  lines: number;
  weight: 'regular' | 'bold';
  colour: string;
  /** Millimetres to what follows. */
  after: number;
}

/** The ticket as a page to print. @param measure how wide a text is at the size of one point, in millimetres */
export function ticketSheet(words: TicketWords, measure: (weight: 'regular' | 'bold') => Measure): Sheet {
  const marks: Mark[] = [];
  const width = WIDTH - 2 * PAD;
  let y = PAD;
  const put = (
    text: string,
    most: number,
    { lines = 2, weight = 'regular', colour = INK, after = 1 }: Partial<Look> = {},
  ) => {
    const fitted = fit(text, { width, lines, most, least: most * 0.65 }, measure(weight));
    for (const line of fitted.lines) {
      y += fitted.size * 1.22 * POINT;
      marks.push({
        kind: 'text',
        x: PAD,
        y: y - fitted.size * 0.3 * POINT,
        text: line,
        size: fitted.size,
        weight,
        align: 'start',
        colour,
      });
    }
    y += after;
  };
  const rule = () => {
    marks.push({ kind: 'line', from: [PAD, y + 2], to: [WIDTH - PAD, y + 2], thickness: 0.25, colour: LINE });
    y += 6;
  };

  put(words.event, 18, { lines: 3, weight: 'bold', after: 3 });
  for (const line of words.when) put(line, 10.5);
  if (words.where) put(words.where, 10.5, { colour: MUTED });
  rule();
  put(words.name, 24, { weight: 'bold' });
  if (words.nativeName) put(words.nativeName, 15);
  if (words.institution) put(words.institution, 11, { colour: MUTED });
  y += 2;
  put(words.category, 12, { weight: 'bold' });
  if (words.status) put(words.status, 12, { weight: 'bold', colour: WARN });
  const top = Math.max(y + 2, HEIGHT - PAD - CODE - 22);
  const middle = { x: WIDTH / 2, align: 'middle' } as const;
  const note = wrap(words.note, width / 9, measure('regular')).lines.slice(0, 2);
  return {
    width: WIDTH,
    height: HEIGHT,
    marks: [
      ...marks,
      { kind: 'code', x: (WIDTH - CODE) / 2, y: top, side: CODE, text: words.url },
      {
        ...middle,
        kind: 'text',
        y: top + CODE + 4,
        text: `${words.reference.label} ${words.reference.value}`,
        size: 13,
        weight: 'bold',
        colour: INK,
      },
      ...note.map((text, index): Mark => ({
        ...middle,
        kind: 'text',
        y: top + CODE + 11 + index * 4,
        text,
        size: 9,
        weight: 'regular',
        colour: MUTED,
      })),
    ],
  };
}
