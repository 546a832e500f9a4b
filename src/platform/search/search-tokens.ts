import { numbersIn, withPlainNumbers } from './chinese-numbers.js';
import { fold, foldLetters, hanReadings } from './folding.js';

/*
 * What a text is found by, and how a question is read. PostgreSQL only ever sees the tokens that are made here, of letters,
 * marks and digits: nothing that somebody types can mean anything in the language of its queries.
 */

/** Grows with every change of the tokens that a text gives: then everything is indexed anew. */
export const TOKENISER_VERSION = 1;

/** Longer words are cut: nobody types them, and PostgreSQL refuses tokens above 2 KB. */
const MAX_WORD = 60;
/** A whole text as one token begins with a character that no other token can contain. */
const WHOLE = '=';
const MAX_WHOLE = 200;
/** So does the name of a kind. */
const KIND = '~';

/** No more of a question is read than so many characters, and so many words. */
const MAX_QUESTION = 200;
const MAX_UNITS = 12;

/** Shorter beginnings would match half of the dictionary. */
const MIN_PREFIX = 2;
const MIN_PREFIX_DIGITS = 3;

/** Words that say nothing about what somebody looks for. */
const PARTICLES = new Set('的之与和及在暨或了是');

const LETTER = '(?:(?!\\p{Script=Han})[\\p{L}\\p{M}\\p{N}])';
const WORDS = new RegExp(`${LETTER}+`, 'gu');
const PIECES = new RegExp(`\\p{Script=Han}+|${LETTER}+(?:[-‐‑–'’._/+&]${LETTER}+)*`, 'gu');
const HAN = /^\p{Script=Han}/u;
/** Scripts other than Han that set no spaces between words. */
const UNSPACED =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const segmentsOf = (text: string): string[] =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

/** The words of a piece without Han characters; an English ordinal is its number. */
function wordsOf(piece: string): string[] {
  return (piece.match(WORDS) ?? [])
    .flatMap((word) => (UNSPACED.test(word) ? segmentsOf(word) : [word]))
    .map((word) => (/^(\d{1,4})(?:st|nd|rd|th)$/.exec(word)?.[1] ?? word).slice(0, MAX_WORD));
}

/** `e-health` as one word, because nobody remembers how it is spelt; null for a single word. */
function joinedOf(piece: string): string | null {
  const words = piece.match(WORDS) ?? [];
  return words.length > 1 ? words.join('').slice(0, MAX_WORD) : null;
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => characters[index]! + character);

/**
 * The tokens that a text is found by, in its order: words, pairs of Han characters, and unless it is a long text (`single`
 * false) each Han character alone; numbers also where they are written in Chinese.
 */
export function tokensOf(text: string, { single = true }: { single?: boolean } = {}): string[] {
  const letters = foldLetters(text);
  const found = (letters.match(PIECES) ?? []).flatMap((piece) => {
    if (!HAN.test(piece)) return [...wordsOf(piece), joinedOf(piece) ?? []].flat();
    return hanReadings(piece).flatMap((reading) => {
      const characters = [...reading];
      const pairs = pairsOf(characters);
      return single || pairs.length === 0
        ? characters.flatMap((character, index) => [character, pairs[index] ?? []].flat())
        : pairs;
    });
  });
  return [...found, ...numbersIn(letters).map(String)];
}

/** The token that stands for a whole text, so that a full name finds its bearer first; null for a text without letters. */
export function wholeToken(text: string): string | null {
  const letters = fold(text).match(/[\p{L}\p{M}\p{N}]/gu) ?? [];
  return letters.length === 0 ? null : WHOLE + letters.slice(0, MAX_WHOLE).join('');
}

/** The token that all entries of a kind have, so that the index alone can leave out the others. */
export const kindToken = (kind: string): string => KIND + kind;

/** A question in the language of `tsquery`. */
export interface Question {
  /** All of it must be there. */
  all: string;
  /** What it consists of, where that is several: any of them will do if nothing has all. */
  units: string[];
  /** It is the name itself. */
  whole: string;
}

/** Tokens that belong together: a word, or the pairs of a Chinese one. */
type Unit = string[];

/** A part of the question, in all ways in which it may have been written. */
type Part = Unit[][];

/** How a search box is read; null when there is nothing to look for in what was typed. */
export function questionOf(typed: string): Question | null {
  const text = shortened(typed);
  const whole = wholeToken(text);
  const parts = partsOf(text);
  if (whole === null || parts.length === 0) return null;
  const units = [...new Set(parts.flat(2).map((unit) => both(unit)))];
  return {
    all: both(parts.map((part) => either(part.map((way) => both(way.map((unit) => both(unit))))))),
    units: units.length > 1 ? units : [],
    whole: `'${whole}'`,
  };
}

const both = (terms: string[]): string => (terms.length === 1 ? terms[0]! : `(${terms.join(' & ')})`);
const either = (terms: string[]): string => (terms.length === 1 ? terms[0]! : `(${terms.join(' | ')})`);

/** NFKC makes up to 18 characters of one, so it is cut before and after. */
function shortened(typed: string): string {
  const text = [...typed.slice(0, 2 * MAX_QUESTION).normalize('NFKC')];
  return text.slice(0, MAX_QUESTION).join('');
}

function partsOf(text: string): Part[] {
  const pieces = withPlainNumbers(foldLetters(text)).match(PIECES) ?? [];
  const parts: Part[] = [];
  let units = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const part = HAN.test(piece) ? hanPart(piece) : wordPart(piece, isLast);
    units += part[0]?.length ?? 0;
    if (units > MAX_UNITS) break;
    if (units > 0 && part.every((way) => way.length > 0)) parts.push(part);
  }
  return parts;
}

/** The last word may still be being typed. */
function wordPart(piece: string, isLast: boolean): Part {
  const words = wordsOf(piece);
  const joined = joinedOf(piece);
  const way = words.map((word, index) => [isLast && index === words.length - 1 ? beginningOf(word) : `'${word}'`]);
  return joined ? [way, [[isLast ? beginningOf(joined) : `'${joined}'`]]] : [way];
}

function beginningOf(word: string): string {
  return isLongEnough(word) ? `'${word}':*` : `'${word}'`;
}

/** To be the beginning of another word. */
const isLongEnough = (word: string): boolean => word.length >= (/^\d+$/.test(word) ? MIN_PREFIX_DIGITS : MIN_PREFIX);

/** Chinese is typed without spaces, but names several things all the same: 华西医院远程医疗 stands in few texts in one piece. */
function hanPart(piece: string): Part {
  const [first, ...others] = hanReadings(piece).map(hanUnits);
  return [first!, ...others.filter((way) => way.length > 0)];
}

function hanUnits(run: string): Unit[] {
  const characters = [...run];
  if (characters.length === 1) return [[`'${run}'`]];
  const units: Unit[] = [];
  let start = 0;
  for (const word of wordsWithin(run)) {
    const length = [...word].length;
    // A single character belongs to the one before it: as a word it would be in every other text.
    const from = length === 1 && start > 0 ? start - 1 : start;
    const to = length === 1 && start === 0 ? 2 : start + length;
    if (!PARTICLES.has(word)) units.push(pairsOf(characters.slice(from, to)).map((pair) => `'${pair}'`));
    start += length;
  }
  return units.length > 0 ? units : [pairsOf(characters).map((pair) => `'${pair}'`)];
}

/** Its words, in which single characters that follow each other are one: 年, 会. */
function wordsWithin(run: string): string[] {
  const found: string[] = [];
  let singles = '';
  for (const { segment } of segmenter.segment(run)) {
    if ([...segment].length === 1 && !PARTICLES.has(segment)) {
      singles += segment;
      continue;
    }
    if (singles) found.push(singles);
    singles = '';
    found.push(segment);
  }
  return singles ? [...found, singles] : found;
}

/** What of a question can be seen in a text. */
export interface Needle {
  word: string;
  isHan: boolean;
  isPrefix: boolean;
}

/** The words of a question, to mark them in what was found. */
export function needlesOf(typed: string): Needle[] {
  const pieces = withPlainNumbers(foldLetters(shortened(typed))).match(PIECES) ?? [];
  return pieces.slice(0, MAX_UNITS).flatMap((piece, index): Needle[] => {
    const isLast = index === pieces.length - 1;
    if (!HAN.test(piece)) {
      return wordsOf(piece).map((word) => ({ word, isHan: false, isPrefix: isLast && isLongEnough(word) }));
    }
    const words = hanReadings(piece).flatMap((reading) => (piece.length === 1 ? [reading] : wordsWithin(reading)));
    return words.filter((word) => !PARTICLES.has(word)).map((word) => ({ word, isHan: true, isPrefix: false }));
  });
}
