import { Converter } from 'opencc-js/t2cn';

/*
 * The dictionaries take some 15 MB once they are in use, so they are only unfolded for the first text with a Han character.
 */

/** What the package's own types say too, but not so that a module of ours could read it. */
type Convert = (text: string) => string;

let converters: { vocabulary: Convert; variants: Convert } | undefined;
const folded = new Map<string, string>();

function dictionaries(): { vocabulary: Convert; variants: Convert } {
  converters ??= {
    // Taiwan's characters and words; Hong Kong writes some characters otherwise (衞, 説).
    vocabulary: Converter({ from: 'twp', to: 'cn' }) as Convert,
    variants: Converter({ from: 'hk', to: 'cn' }) as Convert,
  };
  return converters;
}

/**
 * One Han character in the form that all its variants share. Never by context, as a good conversion of a text would do it
 * (乾隆 but 干燥): a part of a text must come out as it does within the whole.
 */
export function foldHan(character: string): string {
  let found = folded.get(character);
  if (found === undefined) {
    const { vocabulary, variants } = dictionaries();
    found = variants(vocabulary(character));
    // A "variant" of another length, or outside of the script, would shift what stands where.
    if (!/^\p{Script=Han}$/u.test(found)) found = character;
    folded.set(character, found);
  }
  return found;
}

/** The text in the words of the mainland (軟體 → 软件, 網路 → 网络); the same text where Taiwan's words are no other. */
export function mainlandWords(text: string): string {
  const { vocabulary } = dictionaries();
  return vocabulary(text);
}
