import { Get, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries, timeline } from '../../features/editions/index.js';
import { type CategoryDetails, RegistrationQueries } from '../../features/registration/index.js';
import { Clock } from '../../kernel/clock.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { Pages, PagesAt } from '../pages.js';
import { timelineView, upcomingView } from '../presenters.js';
import { FrontPage } from './front.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** What everybody may read. */
@PagesAt()
export class PublicController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
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

  private async categoriesOf(edition: EditionDetails): Promise<CategoryDetails[]> {
    return (await this.registrations.categories(edition)).items;
  }
}
