import { foldHan, mainlandWords } from './han-variants.js';

/** Letters that Unicode does not take for one with a mark, but whoever lacks the key does. */
const LATIN: Record<string, string> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
};

const HAN = /\p{Script=Han}/gu;

/** One form for the same letters: width, case, and without marks on Latin ones. Han characters stay as they are. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[łøđðħıßæœþ]/g, (letter) => LATIN[letter]!);
}

/** One form for the same text: folded letters, and either Chinese script as one. */
export function fold(text: string): string {
  return foldLetters(text).replace(HAN, foldHan);
}

/** A run of Han characters, folded: as it stands, and where Taiwan has another word for it, in the mainland's words. */
export function hanReadings(run: string): string[] {
  const plain = run.replace(HAN, foldHan);
  if (plain === run) return [plain];
  const other = mainlandWords(run).replace(HAN, foldHan);
  return other === plain ? [plain] : [plain, other];
}
