import { LOCALES, type LocalisedText } from '../../kernel/locale.js';
import { type Scope } from '../../kernel/actor.js';
import { kindToken, tokensOf, wholeToken } from './search-tokens.js';

/** What can be found. */
export const SEARCH_KINDS = ['series', 'edition', 'institution', 'document'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** How much a text says about what somebody is looking for, most first (the weights of a `tsvector`). */
export type SearchWeight = 'A' | 'B' | 'C' | 'D';

/** Something that can be found, as its feature describes it. */
export interface SearchEntry {
  kind: SearchKind;
  objectId: string;
  /** Whose permission opens it where it is not public. */
  scope: Scope;
  isPublic: boolean;
  /** Its page, from the root of the site. */
  path: string;
  /** Shown, and found by with the greatest weight; it need not be given again below. */
  title: LocalisedText;
  /** Other names of its own: short forms, former names, its key. Whoever types exactly one of them, or the title, finds it first. */
  names?: readonly string[];
  /** One more line beside the title, e.g. the edition that a document belongs to. Only shown. */
  context?: LocalisedText | null;
  year?: number | null;
  /**
   * What else it is found by. A: as much as by its title; B: as much as by its other names, e.g. who the host was; C: what it is
   * about; D: long texts.
   */
  weighted?: Partial<Record<SearchWeight, readonly string[]>>;
}

/** No more than so many characters of each text, and tokens of one entry, can be found: PostgreSQL sets a limit of 1 MB. */
const MAX_TEXT: Record<SearchWeight, number> = { A: 400, B: 400, C: 600, D: 4_000 };
const MAX_TOKENS = 8_000;

/** PostgreSQL counts no further than this, and keeps no more than 255 positions of one token. */
const LAST_POSITION = 16_383;
const MAX_POSITIONS = 255;
/** Between two texts, so that the end of one and the beginning of the next are not taken for neighbours. */
const BETWEEN_TEXTS = 10;

/** The texts of a localised text in all languages. */
export const textsOf = (text: LocalisedText | null | undefined): string[] =>
  LOCALES.map((locale) => text?.[locale] ?? '').filter((words) => words !== '');

/** The entry's texts as PostgreSQL reads a `tsvector`: `'telemedicine':1A,7D`. */
export function vectorOf({ kind, title, names = [], weighted = {} }: SearchEntry): string {
  const places = new Map<string, string[]>([[kindToken(kind), []]]);
  let position = 1;
  const put = (token: string, weight: SearchWeight) => {
    const found = places.get(token) ?? [];
    if (places.size >= MAX_TOKENS && found.length === 0) return;
    if (found.length < MAX_POSITIONS) found.push(`${Math.min(position, LAST_POSITION)}${weight}`);
    places.set(token, found);
  };
  const texts: Record<SearchWeight, readonly string[]> = {
    A: [...textsOf(title), ...(weighted.A ?? [])],
    B: [...names, ...(weighted.B ?? [])],
    C: weighted.C ?? [],
    D: weighted.D ?? [],
  };
  const own = new Set([...textsOf(title), ...names]);
  for (const weight of ['A', 'B', 'C', 'D'] as const) {
    for (const text of new Set(texts[weight])) {
      const cut = text.slice(0, MAX_TEXT[weight]);
      const whole = own.has(text) ? wholeToken(cut) : null;
      if (whole) put(whole, weight);
      for (const token of tokensOf(cut, { single: weight !== 'D' })) {
        position++;
        put(token, weight);
      }
      position += BETWEEN_TEXTS;
    }
  }
  return [...places].map(([token, where]) => `'${token}'${where.length > 0 ? `:${where.join(',')}` : ''}`).join(' ');
}
