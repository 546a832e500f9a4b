/** A stretch of text that one face draws. */
export interface Run {
  /** Which of the faces, by its place in the list. */
  face: number;
  text: string;
}

/** What a face has glyphs for. */
export interface Coverage {
  has(codePoint: number): boolean;
}

/** Stands for a character that no face has: a box, as every reader of Chinese knows it, where there would be a gap. */
export const MISSING = '□';

/** Controls, joiners, directions and variants of what stands before them: nothing to draw, and no box either. */
const INVISIBLE = /[\p{Cc}\p{Cf}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;

/** Belongs to the text around it: brackets and quotes of Chinese are those of its face, and a mark sits on its letter. */
const NEUTRAL = /[\p{P}\p{S}\p{Z}\p{M}]/u;

/**
 * Splits a text into runs, each for the first of the faces that has its characters. Punctuation and spaces stay with the face of what
 * stands before them, so that a name does not change its face at each space. What none of them has becomes `MISSING`, never nothing.
 * @param faces in the order in which they are asked
 */
export function runsOf(text: string, faces: readonly Coverage[]): Run[] {
  const characters = [...text.replace(/[\t\n\r\u2028\u2029]+/g, ' ').normalize('NFC')].filter(
    (character) => !INVISIBLE.test(character),
  );
  const faceOf = (character: string) => faces.findIndex((face) => face.has(character.codePointAt(0)!));
  const first = characters.find((character) => !NEUTRAL.test(character) && faceOf(character) >= 0);
  let current = first === undefined ? -1 : faceOf(first);
  const runs: Run[] = [];
  for (const character of characters) {
    const [face, drawn] = choose(character, current, faces);
    const last = runs.at(-1);
    if (last?.face === face) last.text += drawn;
    else if (face >= 0) runs.push({ face, text: drawn });
    if (face >= 0) current = face;
  }
  return runs;
}

function choose(character: string, current: number, faces: readonly Coverage[]): [number, string] {
  const code = character.codePointAt(0)!;
  if (NEUTRAL.test(character) && faces[current]?.has(code)) return [current, character];
  const face = faces.findIndex((one) => one.has(code));
  if (face >= 0) return [face, character];
  if (/\p{Z}/u.test(character)) return [Math.max(0, current), ' '];
  return [faces.findIndex((one) => one.has(MISSING.codePointAt(0)!)), MISSING];
}
