import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import { StreamQueries } from '../../features/livestreams/index.js';
import { PersonalLinks } from '../../features/messaging/index.js';
import { type RegistrationDetails } from '../../features/registration/index.js';
import { Clock } from '../../kernel/clock.js';
import { Pages } from '../pages.js';
import { editionRef } from '../presenters.js';
import { RegistrationPage, type RegistrationPageProps } from './registration.page.js';

/** Puts the page of one registration together. */
@Injectable()
export class HolderPages {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly streams: StreamQueries,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  async show(
    registration: RegistrationDetails,
    more: Pick<RegistrationPageProps, 'token' | 'done' | 'form'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const edition = await this.editions.byId(registration.editionId);
    const isOver = edition.endsAt !== null && edition.endsAt <= this.clock.now();
    const isOpen = (edition.status === 'published' || edition.status === 'postponed') && !isOver;
    const hasStream = isOpen && (await this.streams.opensAt(edition)) !== null;
    const { join } = this.links.of(registration, edition.key, hasStream);
    const { reference, status, name, nativeName, email, affiliation, locale, category } = registration;
    const timeZone = registration.timeZone ?? registration.institution?.timeZone ?? edition.timeZone ?? 'UTC';
    const page = (
      <RegistrationPage
        {...more}
        {...{ reference, status, name, nativeName, email, affiliation, locale, category, timeZone }}
        position={null}
        edition={editionRef(edition)}
        reminders={registration.unsubscribedAt === null}
        joinHref={join && new URL(join).pathname}
        open={isOpen}
      />
    );
    return this.pages.show(request, reply, page, { locale, timeZone, status: more.form ? 422 : 200 });
  }
}
