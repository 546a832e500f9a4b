import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../features/editions/index.js';
import { type RegistrationDetails, type TicketWords, Tickets } from '../../features/registration/index.js';
import { NotFound } from '../../kernel/domain-error.js';
import { textIn } from '../../kernel/locale.js';
import { bothTimes, formatDateOnly, type Moment } from '../../platform/i18n/format.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { attachment } from '../../platform/files/file-name.js';
import { qrPath } from '../../platform/qr.js';
import { cityOfEdition, editionName, placeText } from '../layout/edition.js';
import { editionStatusKey } from '../layout/status.js';
import { type View } from '../layout/view-context.js';
import { Pages } from '../pages.js';
import { editionRef } from '../presenters.js';
import { zoneOf } from './holder-zone.js';

/** The ticket as files, for whoever has a place. */
@Injectable()
export class TicketFiles {
  constructor(
    private readonly pages: Pages,
    private readonly tickets: Tickets,
  ) {}

  /** @throws NotFound as long as there is no place to have a ticket for */
  async pdf(
    registration: RegistrationDetails,
    edition: EditionDetails,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Buffer> {
    expectPlace(registration);
    const timeZone = zoneOf(registration, edition);
    const view = this.pages.viewOf(request, { locale: registration.locale, timeZone });
    const words = ticketWords(registration, edition, view, this.tickets.urlOf(registration));
    const about = { title: `${view.t('ticket.heading')} ${registration.reference}`, language: view.locale };
    const chunks: Buffer[] = [];
    for await (const chunk of this.tickets.pdf(words, about).content) chunks.push(chunk as Buffer);
    void reply
      .type('application/pdf')
      .header('content-disposition', attachment(`ticket-${edition.key}-${registration.reference}.pdf`))
      .header('cache-control', 'no-store');
    return Buffer.concat(chunks);
  }

  /** The code alone. @throws NotFound */
  svg(registration: RegistrationDetails, reply: FastifyReply): string {
    expectPlace(registration);
    const { side, path } = qrPath(this.tickets.urlOf(registration));
    void reply
      .type('image/svg+xml; charset=utf-8')
      .header('content-disposition', attachment(`ticket-${registration.reference}.svg`))
      .header('cache-control', 'no-store');
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side * 8}" height="${side * 8}">` +
      `<title>${registration.reference}</title><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>\n`
    );
  }
}

function expectPlace({ status }: RegistrationDetails): void {
  if (status !== 'confirmed') throw new NotFound('The ticket');
}

/** What the ticket says, on the clock of the event and on the holder's. */
export function ticketWords(
  registration: RegistrationDetails,
  edition: EditionDetails,
  { t, locale, readerZone }: View,
  url: string,
): TicketWords {
  const { name, nativeName, institution, affiliation, category, reference } = registration;
  return {
    event: editionName(editionRef(edition), locale, t),
    when: whenLines(edition, locale, readerZone),
    where: placeOf(edition, { t, locale }),
    name,
    nativeName,
    institution: textIn(institution?.name, locale) || affiliation,
    category: [
      textIn(category.name, locale),
      t(category.attendance === 'online' ? 'attendance.online' : 'attendance.inPerson'),
    ].join(t('list.comma')),
    status:
      edition.status === 'published' || edition.status === 'completed' ? null : t(editionStatusKey(edition.status)),
    reference: { label: t('manage.reference'), value: reference },
    note: t('ticket.show'),
    url,
  };
}

function whenLines(edition: EditionDetails, locale: View['locale'], readerZone: string): string[] {
  const { startsAt, endsAt, timeZone, heldOn } = edition;
  if (!startsAt || !timeZone) return [heldOn ? formatDateOnly(locale, heldOn) : String(edition.year)];
  const city = cityOfEdition(editionRef(edition));
  const times = bothTimes(locale, startsAt, endsAt, timeZone, readerZone, {
    event: city ? cityName(locale, city) : undefined,
  });
  const line = ({
    start,
    end,
    city: where,
    offset,
  }: {
    start: Moment;
    end: Moment | null;
    city: string;
    offset: string;
  }) => {
    const until = end === null ? '' : `–${end.date === start.date ? '' : `${end.date} `}${end.time}`;
    return `${start.date}  ${start.time}${until}  ${where} (${offset})`;
  };
  return times.same ? [line(times.event)] : [line(times.event), line(times.reader)];
}

function placeOf(edition: EditionDetails, { t, locale }: Pick<View, 't' | 'locale'>): string | null {
  const { venue } = edition;
  if (!venue) return null;
  const place = placeText(locale, { city: venue.city ?? null, country: venue.country ?? null }, t);
  return (
    [textIn(venue.name, locale), textIn(venue.address, locale), place].filter(Boolean).join(t('list.comma')) || null
  );
}
