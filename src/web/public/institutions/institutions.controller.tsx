import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InstitutionHistory } from '../../../features/editions/index.js';
import { InstitutionQueries } from '../../../features/institutions/index.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { Pages, PagesAt } from '../../pages.js';
import { historyView } from './history-view.js';
import { InstitutionPage } from './institution.page.js';
import { InstitutionsPage } from './institutions.page.js';

/** Who hosts, takes part, partners and broadcasts. */
@PagesAt('institutions')
export class InstitutionPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly institutions: InstitutionQueries,
    private readonly history: InstitutionHistory,
  ) {}

  @Get()
  async index(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.pages.show(request, reply, <InstitutionsPage institutions={await this.institutions.all()} />);
  }

  @Get(':slug')
  async one(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const institution = await this.institutions.find(slug);
    if (institution.slug !== slug) return void reply.redirect(`/institutions/${institution.slug}`, 308);
    const [former, memberships, editions] = await Promise.all([
      this.institutions.names(institution.id, { limit: MAX_PAGE_SIZE }),
      this.history.memberships(institution.id),
      this.history.editions(institution.id),
    ]);
    return this.pages.show(
      request,
      reply,
      <InstitutionPage
        institution={institution}
        former={former.items}
        history={historyView(slug, memberships, editions)}
      />,
    );
  }
}
