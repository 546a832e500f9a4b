import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { hostOf } from './hrefs.js';
import { useView } from './view-context.js';

/** Something that remains of an edition: elsewhere, or as a file. */
export interface DocumentItem {
  id: string;
  kind: 'document' | 'recording';
  title: LocalisedText;
  /** BCP 47. */
  language: string | null;
  /** Where it is. */
  href: string;
  /** Null for what is elsewhere. */
  file: { name: string; size: number } | null;
}

const UNITS = [
  { unit: 'megabyte', bytes: 1_000_000, digits: 1 },
  { unit: 'kilobyte', bytes: 1_000, digits: 0 },
  { unit: 'byte', bytes: 1, digits: 0 },
] as const;

/** `4.2 MB`, `310 kB`. */
export function sizeText(locale: Locale, bytes: number): string {
  const { unit, bytes: one, digits } = UNITS.find((candidate) => bytes >= candidate.bytes) ?? UNITS[2];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits });
  return format.format(bytes / one);
}

/** What a language is called in the reader's own; the tag itself where nobody knows it. */
export function languageText(locale: Locale, tag: string): string {
  return new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}

/** Of what kind, how large and in which language it is, in one line. */
export function DocumentFacts({ document }: { document: DocumentItem }) {
  const { t, locale } = useView();
  const { file, href, language } = document;
  const facts = [
    file ? file.name.slice(file.name.lastIndexOf('.') + 1).toUpperCase() : hostOf(href),
    file ? sizeText(locale, file.size) : null,
    language ? languageText(locale, language) : null,
  ];
  return <>{facts.filter((fact) => fact !== null).join(t('list.comma'))}</>;
}
