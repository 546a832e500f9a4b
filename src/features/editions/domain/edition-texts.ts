import { type Locale, type LocalisedText } from '../../../kernel/locale.js';

/** What a text belongs to. */
export const TEXT_PLACES = ['edition', 'category', 'question', 'stream', 'mirror', 'reminder-rule'] as const;
export type TextPlace = (typeof TEXT_PLACES)[number];

/** One text in one language that people read or follow. */
export interface EditionText {
  place: TextPlace;
  /** Of the thing that it belongs to. */
  id: string;
  /** The field, in dots, e.g. `venue.name`. */
  path: string;
  /** Null: the same text for all languages, such as a city or an address. */
  locale: Locale | null;
  text: string;
}

/** One entry for each language that a localised text has. */
export function textsOf(
  field: Pick<EditionText, 'place' | 'id' | 'path'>,
  texts: LocalisedText | null | undefined,
): EditionText[] {
  return Object.entries(texts ?? {}).flatMap(([locale, text]) =>
    text ? [{ ...field, locale: locale as Locale, text }] : [],
  );
}

interface OwnTexts {
  id: string;
  title: LocalisedText | null;
  theme: LocalisedText | null;
  description: LocalisedText | null;
  venue: { name?: LocalisedText; address?: LocalisedText; city?: string } | null;
}

/** The texts of the edition itself. */
export function ownTexts({ id, title, theme, description, venue }: OwnTexts): EditionText[] {
  const field = (path: string) => ({ place: 'edition' as const, id, path });
  return [
    ...textsOf(field('title'), title),
    ...textsOf(field('theme'), theme),
    ...textsOf(field('description'), description),
    ...textsOf(field('venue.name'), venue?.name),
    ...textsOf(field('venue.address'), venue?.address),
    ...(venue?.city ? [{ ...field('venue.city'), locale: null, text: venue.city }] : []),
  ];
}
