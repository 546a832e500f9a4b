import { type Locale } from '../../../kernel/locale.js';
import { type EditionText, type TextPlace } from './edition-texts.js';

export const CHECKLIST_ITEMS = [
  'dates',
  'zone',
  'host',
  'venue',
  'category',
  'stream',
  'reminder',
  'translations',
  'mentions',
] as const;
export type ChecklistItemName = (typeof CHECKLIST_ITEMS)[number];

/** One text that needs attention: a language that it lacks, or what is left over in it. */
export interface ChecklistDetail {
  place: TextPlace;
  id: string;
  path: string;
  /** Translations: the language that is missing. Mentions: that of the text. */
  locale: Locale | null;
  /** Translations: the text as it is in another language. Mentions: what was found. */
  text: string;
}

/** Something to do before an edition is published; only what is `required` stands in the way. */
export interface ChecklistItem {
  item: ChecklistItemName;
  required: boolean;
  done: boolean;
  detail?: ChecklistDetail[];
}

/** What higher features know to be there. */
export type PartName = 'category' | 'stream' | 'reminder';

interface ChecklistFacts {
  edition: {
    startsAt: Date | null;
    endsAt: Date | null;
    timeZone: string | null;
    hosts: readonly unknown[];
    format: 'in_person' | 'online' | 'hybrid' | null;
    venue: { name?: object; address?: object; city?: string } | null;
    languages: readonly Locale[];
  };
  parts: ReadonlySet<PartName>;
  texts: readonly EditionText[];
  mentions: readonly (EditionText & { found: string })[];
}

/**
 * The list in its order. A venue matters where people meet, a stream where they watch; the rest matters always. A category is not
 * required: an edition may be announced before it is known who may come.
 */
export function checklist({ edition, parts, texts, mentions }: ChecklistFacts): ChecklistItem[] {
  const missing = missingTranslations(texts, edition.languages);
  const { startsAt, endsAt, timeZone, format, venue } = edition;
  const items: (ChecklistItem | null)[] = [
    required('dates', startsAt !== null && endsAt !== null),
    required('zone', timeZone !== null),
    advised('host', edition.hosts.length > 0),
    format === 'in_person' || format === 'hybrid' ? advised('venue', Boolean(venue?.name ?? venue?.city)) : null,
    advised('category', parts.has('category')),
    format === 'online' || format === 'hybrid' ? advised('stream', parts.has('stream')) : null,
    advised('reminder', parts.has('reminder')),
    { ...advised('translations', missing.length === 0), detail: missing },
    {
      ...advised('mentions', mentions.length === 0),
      detail: mentions.map(({ place, id, path, locale, found }) => ({ place, id, path, locale, text: found })),
    },
  ];
  return items.filter((item) => item !== null);
}

/** What an edition lacks that it cannot be published without, in words for the error. */
export function missingToPublish(edition: {
  startsAt: Date | null;
  endsAt: Date | null;
  timeZone: string | null;
}): string[] {
  return [
    edition.startsAt && edition.endsAt ? null : 'its start and end',
    edition.timeZone ? null : 'a time zone',
  ].filter((what) => what !== null);
}

/** Every text that exists in one of the languages, for each language in which it does not. */
export function missingTranslations(texts: readonly EditionText[], languages: readonly Locale[]): ChecklistDetail[] {
  const fields = new Map<string, EditionText[]>();
  for (const text of texts) {
    if (text.locale === null) continue;
    const field = `${text.place} ${text.id} ${text.path}`;
    fields.set(field, [...(fields.get(field) ?? []), text]);
  }
  return [...fields.values()].flatMap((versions) =>
    languages
      .filter((language) => versions.every(({ locale }) => locale !== language))
      .map((locale) => {
        const { place, id, path, text } = versions.find((version) => version.locale === languages[0]) ?? versions[0]!;
        return { place, id, path, locale, text };
      }),
  );
}

const required = (item: ChecklistItemName, done: boolean): ChecklistItem => ({ item, required: true, done });
const advised = (item: ChecklistItemName, done: boolean): ChecklistItem => ({ item, required: false, done });
