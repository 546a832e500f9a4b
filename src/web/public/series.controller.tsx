import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries } from '../../features/editions/index.js';
import { InstitutionQueries } from '../../features/institutions/index.js';
import { RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { textIn } from '../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { CurrentActor } from '../../platform/http/request.js';
import { answerCalendar, seriesCalendar } from '../calendars.js';
import { Pages, PagesAt } from '../pages.js';
import { upcomingView } from '../presenters.js';
import { chartView, hostsOf, hostTableView, listView, membersView } from './series-view.js';
import { SeriesPage } from './series.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** A series with its history, its hosts and its members. */
@PagesAt('series/:slug')
export class SeriesPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly institutions: InstitutionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
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
    const names = await this.institutions.namesOf(hostsOf(editions));
    const recorded = { series, editions, members: members.items, names, now };
    const categories = next ? (await this.registrations.categories(next)).items : [];
    return this.pages.show(
      request,
      reply,
      <SeriesPage
        series={series}
        chart={chartView(recorded)}
        hosts={hostTableView(recorded)}
        timeline={listView(editions, next?.id)}
        {...membersView(recorded)}
        next={next ? upcomingView(next, categories, now) : null}
      />,
    );
  }

  @Get('calendar.ics')
  async calendar(
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

  /** The public sees no drafts, not even when an organiser looks. */
  private async published(actor: Actor, seriesId: string): Promise<EditionDetails[]> {
    const { items } = await this.editions.ofSeries(actor, seriesId, ALL);
    return items.filter(({ status }) => status !== 'draft');
  }
}
