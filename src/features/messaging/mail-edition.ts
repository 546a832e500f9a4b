import { type Locale, textIn } from '../../kernel/locale.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { cityOfEdition, type EditionDetails } from '../editions/index.js';
import { type MailEdition } from './templates/mail-content.js';

/** An edition as mails tell of it, in the reader's language. @param now stands in for a beginning that is not known yet */
export function mailEdition(edition: EditionDetails, locale: Locale, now: Date): MailEdition {
  const startsAt = edition.startsAt ?? now;
  const city = cityOfEdition(edition);
  return {
    key: edition.key,
    name: editionName(edition, locale),
    startsAt,
    endsAt: edition.endsAt ?? startsAt,
    timeZone: edition.timeZone ?? 'UTC',
    city: city === null ? null : cityName(locale, city),
    venue: venueLine(edition, locale),
    hosts: edition.hosts.map((host) => textIn(host.name, locale)),
    sequence: edition.sequence,
    status: edition.status === 'draft' ? 'published' : edition.status,
    format: edition.format ?? 'online',
  };
}

/** An edition's own title, else the name of its series. */
export function editionName(edition: EditionDetails, locale: Locale): string {
  return textIn(edition.title, locale) || textIn(edition.series.name, locale);
}

function venueLine(edition: EditionDetails, locale: Locale): string | null {
  const { venue } = edition;
  if (!venue) return null;
  const city = venue.city && cityName(locale, venue.city);
  return [textIn(venue.name, locale), textIn(venue.address, locale), city].filter(Boolean).join(', ') || null;
}
