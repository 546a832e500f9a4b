import { fold } from './folding.js';
import { type Needle, needlesOf } from './search-tokens.js';

/** A piece of a text, and whether somebody looked for it. */
export interface Highlight {
  text: string;
  isMatch: boolean;
}

/**
 * Where a text has what was looked for, in whatever letters: the pieces together are the text. Nothing in it is markup, and
 * whoever shows it must not take it for any.
 */
export function highlightsIn(text: string, typed: string): Highlight[] {
  const characters = [...text.normalize('NFC')];
  // Which character of the text each character of the folded text comes from.
  const origins: number[] = [];
  let folded = '';
  characters.forEach((character, index) => {
    const part = fold(character);
    folded += part;
    for (let unit = 0; unit < part.length; unit++) origins.push(index);
  });
  const isMatch = new Array<boolean>(characters.length).fill(false);
  for (const needle of needlesOf(typed)) {
    for (const { index, 0: found } of folded.matchAll(patternOf(needle))) {
      for (let unit = index; unit < index + found.length; unit++) isMatch[origins[unit]!] = true;
    }
  }
  return piecesOf(characters, isMatch);
}

/** Words from their beginning; parts of Chinese words anywhere. A needle is letters and digits only. */
function patternOf({ word, isHan, isPrefix }: Needle): RegExp {
  if (isHan) return new RegExp(word, 'gu');
  const letter = /^\d+$/.test(word) ? '\\p{N}' : '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])';
  return new RegExp(`(?<!${letter})${word}${isPrefix ? '' : `(?!${letter})`}`, 'gu');
}

function piecesOf(characters: string[], isMatch: boolean[]): Highlight[] {
  const pieces: Highlight[] = [];
  characters.forEach((character, index) => {
    const last = pieces.at(-1);
    if (last?.isMatch === isMatch[index]) last!.text += character;
    else pieces.push({ text: character, isMatch: isMatch[index]! });
  });
  return pieces;
}
