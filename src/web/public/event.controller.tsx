import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DocumentQueries, EditionQueries } from '../../features/editions/index.js';
import { StreamQueries } from '../../features/livestreams/index.js';
import { RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { CurrentActor } from '../../platform/http/request.js';
import { answerCalendar, editionCalendar } from '../calendars.js';
import { Pages, PagesAt } from '../pages.js';
import { categoryView, editionRef, remainsView, standOf } from '../presenters.js';
import { EventPage } from './event.page.js';
import { type EditionRole } from './event.props.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** One edition, before, while and after it takes place. */
@PagesAt('events/:key')
export class EventController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly streams: StreamQueries,
    private readonly documents: DocumentQueries,
  ) {}

  @Get()
  async event(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const [{ items: categories }, opensAt, documents] = await Promise.all([
      this.registrations.categories(edition),
      this.streams.opensAt(edition),
      this.documents.list(edition, ALL),
    ]);
    const { now } = this.pages.viewOf(request);
    const { venue, format } = edition;
    const hasPlace = Boolean(venue && (venue.name ?? venue.address));
    return this.pages.show(
      request,
      reply,
      <EventPage
        edition={{
          ...editionRef(edition),
          description: edition.description,
          format,
          // Of the archive no languages are recorded, only the one that its texts are in.
          languages: format === null ? [] : edition.languages,
          venue: hasPlace
            ? {
                name: venue?.name ?? null,
                address: venue?.address ?? null,
                city: venue?.city ?? null,
                country: venue?.country ?? null,
              }
            : null,
          satelliteVenues: edition.satelliteVenues,
          roles: edition.roles.map(({ role, ...place }) => ({ place, role: role as EditionRole })),
          cancelledReason: edition.statusReason,
        }}
        remains={remainsView(edition, documents.items)}
        categories={categories.map(categoryView)}
        registration={standOf(edition, categories, now)}
        stream={opensAt && edition.endsAt && edition.endsAt > now ? { opensAt } : null}
      />,
    );
  }

  @Get('calendar.ics')
  async calendar(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const calendar = editionCalendar(edition, this.pages.viewOf(request));
    if (calendar === null) throw new NotFound('The calendar');
    void reply.header('content-disposition', `attachment; filename="${edition.key}.ics"`);
    return answerCalendar(calendar, request, reply, 'private, no-cache');
  }
}
