import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Locale, type LocalisedText, textIn } from '../../kernel/locale.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { cityOfEdition, type EditionDetails, EditionQueries } from '../editions/index.js';
import { StreamQueries } from '../livestreams/index.js';
import { type RegistrationDetails, RegistrationQueries } from '../registration/index.js';
import { PersonalLinks } from './personal-links.js';
import { type MailInput, type MailKind, type RenderedMail, renderMail } from './templates/mail-content.js';

const MAILER: Actor = { kind: 'system', name: 'mail' };

/** What a mail is made from, read at the moment it is sent. */
export interface MailFacts {
  registration: RegistrationDetails;
  edition: EditionDetails;
}

/** Own words of an organiser, for reminders. */
export interface OwnWords {
  subject: LocalisedText | null;
  body: LocalisedText | null;
}

/** Reads what a mail says and writes it in the person's language and zones. */
@Injectable()
export class MailComposer {
  constructor(
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly streams: StreamQueries,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  async facts(registrationId: string): Promise<MailFacts> {
    const registration = await this.registrations.byId(MAILER, registrationId);
    return { registration, edition: await this.editions.byId(registration.editionId) };
  }

  async compose(kind: MailKind, facts: MailFacts, words?: OwnWords): Promise<RenderedMail> {
    const { registration, edition } = facts;
    const locale = registration.locale;
    const streamOpensAt = await this.streams.opensAt(edition);
    const startsAt = edition.startsAt ?? this.clock.now();
    const zone = edition.timeZone ?? 'UTC';
    const city = cityOfEdition(edition);
    const input: MailInput = {
      person: {
        name: registration.name,
        email: registration.email,
        locale,
        timeZone: registration.timeZone ?? registration.institution?.timeZone ?? zone,
      },
      edition: {
        key: edition.key,
        name: editionName(edition, locale),
        startsAt,
        endsAt: edition.endsAt ?? startsAt,
        timeZone: zone,
        city: city === null ? null : cityName(locale, city),
        venue: venueLine(edition, locale),
        hosts: edition.hosts.map((host) => textIn(host.name, locale)),
        sequence: edition.sequence,
        status: edition.status === 'draft' ? 'published' : edition.status,
        format: edition.format ?? 'online',
      },
      links: this.links.of(registration, edition.key, streamOpensAt !== null),
      reference: registration.reference,
      category: textIn(registration.category.name, locale),
      organizer: this.links.organizer(),
      stream: streamOpensAt ? { opensAt: streamOpensAt } : null,
      leadSeconds: (startsAt.getTime() - this.clock.now().getTime()) / 1000,
      stamp: this.clock.now(),
      ...ownWords(words, locale),
    };
    return renderMail(kind, input);
  }
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

/** Own words in the reader's language, else in the nearest: what the organiser has to say must reach everybody. */
function ownWords(words: OwnWords | undefined, locale: Locale): { customSubject?: string; customBody?: string } {
  const written = (text: LocalisedText | null | undefined) => textIn(text, locale) || undefined;
  return { customSubject: written(words?.subject), customBody: written(words?.body) };
}
