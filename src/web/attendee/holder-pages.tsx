import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../features/editions/index.js';
import { PersonalLinks } from '../../features/messaging/index.js';
import { answerText, type RegistrationDetails, Tickets, UNDO_MS } from '../../features/registration/index.js';
import { type Locale, textIn } from '../../kernel/locale.js';
import { countryName } from '../layout/countries.js';
import { type FormState } from '../layout/form.js';
import { type View } from '../layout/view-context.js';
import { Pages } from '../pages.js';
import { categoryView, editionRef } from '../presenters.js';
import { askable } from './answer-forms.js';
import { zoneOf } from './holder-zone.js';
import { HolderFacts, type HolderFactsOf } from './holder-facts.js';
import { type HolderDone } from './holder-view.js';
import { RegistrationPage } from './registration.page.js';

/** What a request adds to the page of a registration. */
export interface HolderMoment {
  token: string;
  done?: HolderDone | null;
  form?: FormState | null;
  status?: number;
}

/** Puts the page of one registration together. */
@Injectable()
export class HolderPages {
  constructor(
    private readonly pages: Pages,
    private readonly facts: HolderFacts,
    private readonly links: PersonalLinks,
    private readonly tickets: Tickets,
  ) {}

  async show(
    registration: RegistrationDetails,
    { token, done = null, form = null, status = 200 }: HolderMoment,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const facts = await this.facts.of(registration);
    const { edition, hasStream } = facts;
    const timeZone = zoneOf(registration, edition);
    const { locale } = registration;
    const view = this.pages.viewOf(request, { locale, timeZone });
    const isOpen = isOn(edition, view.now);
    const { join } = this.links.of(registration, edition.key, isOpen && hasStream);
    const byName = new Intl.Collator(view.locale);
    const page = (
      <RegistrationPage
        {...{ token, registration, timeZone, done, form }}
        edition={editionRef(edition)}
        categories={facts.categories.map(categoryView)}
        institutions={facts.institutions.sort((a, b) =>
          byName.compare(textIn(a.name, view.locale), textIn(b.name, view.locale)),
        )}
        questions={askable(facts.questions, [registration.category.id])}
        answered={answeredIn(facts, view)}
        files={Object.fromEntries(facts.files.map(({ id, name, size }) => [id, { name, size }]))}
        ticket={hasTicket(registration) ? this.tickets.urlOf(registration) : null}
        undoUntil={isOpen ? undoUntil(registration, view.now) : null}
        joinHref={registration.status === 'confirmed' && join ? new URL(join).pathname : null}
        open={isOpen}
      />
    );
    return this.pages.show(request, reply, page, { locale, timeZone, status });
  }
}

/** Is there still something to come to? */
export function isOn({ status, endsAt }: Pick<EditionDetails, 'status' | 'endsAt'>, now: Date): boolean {
  return (status === 'published' || status === 'postponed') && !(endsAt !== null && endsAt <= now);
}

/** Whoever comes in person shows it at the desk. */
export function hasTicket({ status, category }: Pick<RegistrationDetails, 'status' | 'category'>): boolean {
  return status === 'confirmed' && category.attendance === 'in_person';
}

function undoUntil({ status, cancelledAt, cancelledFrom }: RegistrationDetails, now: Date): Date | null {
  if (status !== 'cancelled' || cancelledAt === null || cancelledFrom === null) return null;
  const until = new Date(cancelledAt.getTime() + UNDO_MS);
  return now <= until ? until : null;
}

function answeredIn({ answered, files }: HolderFactsOf, { t, locale }: View): { label: string; text: string }[] {
  const names = new Map(files.map(({ id, name }) => [id, name]));
  const words = {
    locale,
    yes: t('holder.yes'),
    no: t('holder.no'),
    separator: t('list.separator'),
    country: (code: string) => countryName(locale, code),
    file: (id: string) => names.get(id) ?? t('holder.fileGone'),
  } satisfies { locale: Locale } & Record<string, unknown>;
  return answered.map((one) => ({ label: textIn(one.question.label, locale), text: answerText(one, words) }));
}
