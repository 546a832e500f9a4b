import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Locale, type LocalisedText, textIn } from '../../kernel/locale.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { StreamQueries } from '../livestreams/index.js';
import { type RegistrationDetails, RegistrationQueries, type RegistrationSource } from '../registration/index.js';
import { aboutOf } from './domain/mail-of-move.js';
import { mailEdition } from './mail-edition.js';
import { PersonalLinks } from './personal-links.js';
import { type MailInput, type MailKind, type RenderedMail, renderMail } from './templates/mail-content.js';

const MAILER: Actor = { kind: 'system', name: 'mail' };

/** Where whoever gets the mail has registered by themselves. */
const OF_ONES_OWN: readonly RegistrationSource[] = ['form', 'api'];

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

  /** @param occasion of the delivery, which may say more than its kind */
  async compose(kind: MailKind, occasion: string, facts: MailFacts, words?: OwnWords): Promise<RenderedMail> {
    const { registration, edition } = facts;
    const locale = registration.locale;
    const streamOpensAt = await this.streams.opensAt(edition);
    const about = mailEdition(edition, locale, this.clock.now());
    const input: MailInput = {
      person: {
        name: registration.name,
        email: registration.email,
        locale,
        timeZone: registration.timeZone ?? registration.institution?.timeZone ?? about.timeZone,
      },
      edition: about,
      links: this.links.of(registration, edition.key, streamOpensAt !== null),
      registration: {
        reference: registration.reference,
        category: textIn(registration.category.name, locale),
        status: registration.status,
        position: registration.position,
        offerExpiresAt: registration.offerExpiresAt,
        hadPlace: registration.confirmedAt !== null,
        note: registration.statusNote,
        isByOthers: !OF_ONES_OWN.includes(registration.source),
        version: registration.version,
      },
      about: aboutOf(occasion),
      organizer: this.links.organizer(),
      stream: streamOpensAt ? { opensAt: streamOpensAt } : null,
      leadSeconds: (about.startsAt.getTime() - this.clock.now().getTime()) / 1000,
      stamp: this.clock.now(),
      ...ownWords(words, locale),
    };
    return renderMail(kind, input);
  }
}

/** Own words in the reader's language, else in the nearest: what the organiser has to say must reach everybody. */
function ownWords(words: OwnWords | undefined, locale: Locale): { customSubject?: string; customBody?: string } {
  const written = (text: LocalisedText | null | undefined) => textIn(text, locale) || undefined;
  return { customSubject: written(words?.subject), customBody: written(words?.body) };
}
