import { type EditionText } from './edition-texts.js';
import { chineseYears, ordinalWords } from './ordinal-words.js';

export const MENTION_KINDS = ['year', 'ordinal', 'host', 'address'] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

/** A place that still speaks of the edition from which this one was cloned. */
export interface LeftOverMention extends EditionText {
  kind: MentionKind;
  /** What was found, as it stands in the text; for an address that was taken over as it is, all of it. */
  found: string;
}

/** What has changed from one edition to its clone. */
export interface CloneChange {
  oldYear: number;
  newYear: number;
  oldOrdinal?: number | null;
  newOrdinal?: number | null;
  /** Names, aliases and cities of the hosts, in all languages. */
  oldHosts: readonly string[];
  newHosts: readonly string[];
  /** Addresses that the old edition's streams have. */
  oldAddresses?: readonly string[];
}

/** So many characters are shown on each side of what was found. */
const CONTEXT = 60;

const HAN = /\p{Script=Han}/u;

/**
 * The texts of a clone that still name the old year, the old ordinal or a host that is not one any more, and the addresses that
 * were taken over unchanged. A name that the old and the new hosts share is no left-over. Each thing found is told once a text.
 */
export function leftOverMentions(texts: readonly EditionText[], change: CloneChange): LeftOverMention[] {
  const { oldYear, newYear, oldOrdinal, newOrdinal } = change;
  const years = oldYear === newYear ? [] : [String(oldYear), ...chineseYears(oldYear)];
  const ordinals = oldOrdinal == null || oldOrdinal === newOrdinal ? [] : ordinalWords(oldOrdinal);
  const current = byLength(change.newHosts.filter(isName));
  const former = byLength(change.oldHosts.filter(isName)).filter((name) => !current.some((other) => same(name, other)));
  const addresses = new Set(change.oldAddresses);
  return texts.flatMap((text) => [
    ...hits(text, 'year', text.text, years),
    ...hits(text, 'ordinal', text.text, ordinals),
    ...hits(text, 'host', without(text.text, current), former),
    ...(addresses.has(text.text) ? [{ ...text, kind: 'address' as const, found: text.text }] : []),
  ]);
}

/** Searches `searched`, which is as long as the text, and quotes the text itself. */
function hits(text: EditionText, kind: MentionKind, searched: string, words: readonly string[]): LeftOverMention[] {
  const found = new Map<string, LeftOverMention>();
  let rest = searched;
  for (const word of words) {
    for (const { index, length } of occurrences(rest, word)) {
      const quoted = text.text.slice(index, index + length);
      if (!found.has(quoted.toLowerCase())) {
        found.set(quoted.toLowerCase(), { ...text, kind, text: excerpt(text.text, index, length), found: quoted });
      }
      // What is part of a longer name is not told a second time.
      rest = rest.slice(0, index) + ' '.repeat(length) + rest.slice(index + length);
    }
  }
  return [...found.values()];
}

/**
 * Where a word stands on its own: digits not inside a longer number (nor behind the `%` of an encoded character), Latin letters not inside
 * a longer word. Chinese has no gaps between words.
 */
function occurrences(text: string, word: string): { index: number; length: number }[] {
  const before = /^\d/.test(word) ? '(?<![\\d%])' : HAN.test(word[0]!) ? '' : '(?<![\\p{Script=Latin}\\p{N}])';
  const last = word.at(-1)!;
  const after = /^\d+$/.test(word) ? '(?!\\d)' : HAN.test(last) ? '' : '(?![\\p{Script=Latin}\\p{N}])';
  const pattern = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
  return [...text.matchAll(new RegExp(`${before}${pattern}${after}`, 'giu'))].map(({ index, 0: { length } }) => ({
    index,
    length,
  }));
}

/** The text with these words blanked out, so that "Toronto" is not found inside the name of a host that is still one. */
function without(text: string, words: readonly string[]): string {
  return words.reduce(
    (rest, word) =>
      occurrences(rest, word).reduce(
        (blanked, { index, length }) => blanked.slice(0, index) + ' '.repeat(length) + blanked.slice(index + length),
        rest,
      ),
    text,
  );
}

function excerpt(text: string, index: number, length: number): string {
  if (text.length <= 2 * CONTEXT + length) return text;
  const [from, to] = [Math.max(0, index - CONTEXT), Math.min(text.length, index + length + CONTEXT)];
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

/** One letter names nobody. */
const isName = (name: string) => name.trim().length > 1;

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The longer names first: "University of Toronto" before "Toronto". */
const byLength = (names: readonly string[]) =>
  [...new Set(names.map((name) => name.trim()))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
