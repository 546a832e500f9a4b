import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries, timeline } from '../../features/editions/index.js';
import { StreamQueries } from '../../features/livestreams/index.js';
import { type CategoryDetails, RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { textIn } from '../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { CurrentActor } from '../../platform/http/request.js';
import { answerCalendar, editionCalendar, seriesCalendar } from '../calendars.js';
import { Pages, PagesAt } from '../pages.js';
import { categoryView, editionRef, standOf, timelineView, upcomingView } from '../presenters.js';
import { EventPage } from './event.page.js';
import { type EditionRole } from './event.props.js';
import { FrontPage } from './front.page.js';
import { SeriesPage } from './series.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** What everybody may read. */
@PagesAt()
export class PublicController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly streams: StreamQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async front(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const [upcoming, archive, series] = await Promise.all([
      this.editions.upcoming(),
      this.editions.archive(),
      this.editions.seriesList(ALL),
    ]);
    const ahead = new Set(upcoming.map(({ id }) => id));
    const past = archive.filter(({ id }) => !ahead.has(id));
    const now = this.clock.now();
    const props = {
      upcoming: await Promise.all(
        upcoming.map(async (edition) => upcomingView(edition, await this.categoriesOf(edition), now)),
      ),
      series: series.items.map((one) => ({
        slug: one.slug,
        name: one.name,
        description: one.description,
        foundedYear: one.foundedYear,
        timeline: timelineView(timeline(past.filter((edition) => edition.series.id === one.id))),
      })),
    };
    return this.pages.show(request, reply, <FrontPage {...props} />);
  }

  @Get('series/:slug')
  async series(
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const series = await this.editions.seriesBySlug(slug);
    const [editions, members, upcoming] = await Promise.all([
      this.published(actor, series.id),
      this.editions.members(series.id, ALL),
      this.editions.upcoming(),
    ]);
    const now = this.clock.now();
    const next = upcoming.find((edition) => edition.series.id === series.id);
    const year = now.getUTCFullYear();
    return this.pages.show(
      request,
      reply,
      <SeriesPage
        series={series}
        timeline={timelineView(timeline(editions.filter(({ id }) => id !== next?.id)))}
        members={members.items
          .filter(({ until }) => until === null || until >= year)
          .map(({ institution, role, founding }) => ({ ...institution, role, founding }))}
        next={next ? upcomingView(next, await this.categoriesOf(next), now) : null}
      />,
    );
  }

  @Get('series/:slug/calendar.ics')
  async seriesCalendar(
    @Param('slug') slug: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const series = await this.editions.seriesBySlug(slug);
    const view = this.pages.viewOf(request);
    const editions = await this.published(actor, series.id);
    const name = textIn(series.name, view.locale);
    const calendar = seriesCalendar(name, `${view.origin}/series/${slug}`, editions, view);
    return answerCalendar(calendar, request, reply, 'private, no-cache');
  }

  @Get('events/:key')
  async event(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const [categories, opensAt] = await Promise.all([this.categoriesOf(edition), this.streams.opensAt(edition)]);
    const now = this.clock.now();
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
        categories={categories.map(categoryView)}
        registration={standOf(edition, categories, now)}
        stream={opensAt && edition.endsAt && edition.endsAt > now ? { opensAt } : null}
      />,
    );
  }

  @Get('events/:key/calendar.ics')
  async eventCalendar(
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

  private async categoriesOf(edition: EditionDetails): Promise<CategoryDetails[]> {
    return (await this.registrations.categories(edition)).items;
  }

  /** The public sees no drafts, not even when an organiser looks. */
  private async published(actor: Actor, seriesId: string): Promise<EditionDetails[]> {
    const { items } = await this.editions.ofSeries(actor, seriesId, ALL);
    return items.filter(({ status }) => status !== 'draft');
  }
}
