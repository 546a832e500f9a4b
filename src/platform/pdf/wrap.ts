/** How wide a text is, in whatever unit the width to fill has. */
export type Measure = (text: string) => number;

export interface Wrapped {
  lines: string[];
  /** A word was longer than a line and had to be broken. */
  broken: boolean;
}

/** Scripts that are written without spaces: a line may end after each character. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;
/** Must not begin a line (W3C, Requirements for Chinese Text Layout, 3.1.3). */
const NOT_FIRST = /^[、。，．：；！？）》」』】〕〗〉”’…—·‧％%,.:;!?)\]}ー々]/u;
/** Must not end a line. */
const NOT_LAST = /[（《「『【〔〖〈“‘([{]$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Letters and characters that are each for themselves, which spares the slow way. */
const SIMPLE = /^[ -~\u00A0-\u02FF\u3000-\u3029\u3030-\u9FFF\uFF01-\uFF5E]*$/;
const partsOf = (text: string): string[] =>
  SIMPLE.test(text) ? [...text] : [...graphemes.segment(text)].map(({ segment }) => segment);

/** Fills lines of at most `width`: breaks at spaces, after hyphens, and between Chinese characters where their rules allow it. */
export function wrap(text: string, width: number, measure: Measure): Wrapped {
  return fill(piecesOf(text), width, measure);
}

function fill(pieces: readonly string[], width: number, measure: Measure): Wrapped {
  const lines: string[] = [];
  let line = '';
  let broken = false;
  for (const piece of pieces) {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim()) lines.push(line.trimEnd());
    line = piece.trimStart();
    if (measure(line.trimEnd()) <= width) continue;
    broken = true;
    const split = splitLong(line, width, measure);
    lines.push(...split.slice(0, -1));
    line = split.at(-1) ?? '';
  }
  if (line.trim()) lines.push(line.trimEnd());
  return { lines, broken };
}

/** The longest that may not be broken, each with the spaces behind it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let last = '';
  for (const part of partsOf(text.replace(/\s+/g, ' ').trim())) {
    if (piece && mayBreak(piece, last, part)) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
    last = part;
  }
  return piece ? [...pieces, piece] : pieces;
}

function mayBreak(before: string, last: string, after: string): boolean {
  if (after === ' ') return false;
  if (last === ' ') return true;
  if (NOT_FIRST.test(after) || NOT_LAST.test(last)) return false;
  if (/\p{L}[-‐–/]$/u.test(before) && /^\p{L}/u.test(after)) return true;
  return IDEOGRAPH.test(after) || IDEOGRAPH.test(last);
}

function splitLong(word: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of partsOf(word)) {
    if (line && measure(line + part) > width) {
      lines.push(line);
      line = '';
    }
    line += part;
  }
  return [...lines, line];
}

export interface Fitted {
  size: number;
  lines: string[];
}

/**
 * The largest size, from `most` down to `least`, at which a text fits into so many lines without a broken word; failing that, the
 * smallest size, with broken words, and cut off with an ellipsis if it must be.
 * @param measure how wide a text is at size 1
 */
export function fit(
  text: string,
  { width, lines, most, least }: { width: number; lines: number; most: number; least: number },
  measure: Measure,
): Fitted {
  const pieces = piecesOf(text);
  for (let size = most; size >= least; size -= 0.5) {
    const wrapped = fill(pieces, width / size, measure);
    if (wrapped.lines.length <= lines && !wrapped.broken) return { size, lines: wrapped.lines };
  }
  const wrapped = fill(pieces, width / least, measure).lines;
  if (wrapped.length <= lines) return { size: least, lines: wrapped };
  const last = partsOf(wrapped[lines - 1]!);
  while (last.length > 0 && measure(`${last.join('').trimEnd()}…`) > width / least) last.pop();
  return { size: least, lines: [...wrapped.slice(0, lines - 1), `${last.join('').trimEnd()}…`] };
}
