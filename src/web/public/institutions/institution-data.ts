import { LOCALES, type LocalisedText } from '../../../kernel/locale.js';
import { isWebAddress } from '../../layout/hrefs.js';

/** What schema.org is told of an institution. */
interface Described {
  slug: string;
  name: LocalisedText;
  aliases: readonly string[];
  former: readonly { name: LocalisedText }[];
  city: string;
  country: string;
  website: string | null;
  parent: string | null;
}

const wordsOf = (name: LocalisedText): string[] => LOCALES.flatMap((locale) => name[locale] ?? []);

/** The institution as a schema.org Organization, under the name that the reader sees. */
export function institutionData(institution: Described, name: string, origin: string): object {
  const others = [
    ...wordsOf(institution.name),
    ...institution.aliases,
    ...institution.former.flatMap((former) => wordsOf(former.name)),
  ].filter((other) => other !== name);
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    '@id': `${origin}/institutions/${institution.slug}`,
    name,
    alternateName: others.length > 0 ? [...new Set(others)] : undefined,
    url: institution.website && isWebAddress(institution.website) ? institution.website : undefined,
    address: {
      '@type': 'PostalAddress',
      addressLocality: institution.city,
      addressCountry: institution.country,
    },
    parentOrganization: institution.parent ? { '@type': 'Organization', name: institution.parent } : undefined,
  };
}
