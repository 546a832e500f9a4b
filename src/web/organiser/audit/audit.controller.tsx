import { Readable } from 'node:stream';
import { Get, Param, Query, Req, Res, StreamableFile, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { Pages, PagesAt } from '../../pages.js';
import { SignedIn } from '../signed-in.js';
import { AuditPageQuery, AuditPages } from './audit-pages.js';

/** Who did what: of everything that the reader may see, or of one edition; as a page and as a file. */
@PagesAt('organise')
@UseGuards(SignedIn)
export class AuditPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly audit: AuditPages,
  ) {}

  @Get('audit')
  async all(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = await this.audit.page(actor, null, readable(query), this.zone(request, null));
    return this.pages.show(request, reply, page);
  }

  @Get('audit.csv')
  async allAsFile(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ) {
    return file('audit', await this.audit.csv(actor, null, readable(query), this.zone(request, null)));
  }

  @Get('editions/:key/audit')
  async ofEdition(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const page = await this.audit.page(actor, edition, readable(query), this.zone(request, edition));
    return this.pages.show(request, reply, page);
  }

  @Get('editions/:key/audit.csv')
  async ofEditionAsFile(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const lines = await this.audit.csv(actor, edition, readable(query), this.zone(request, edition));
    return file(`audit-${edition.key}`, lines);
  }

  /** Where a day of the filter begins and ends. */
  private zone(request: FastifyRequest, edition: EditionDetails | null): string {
    return edition?.timeZone ?? this.pages.viewOf(request).readerZone;
  }
}

function file(name: string, lines: AsyncGenerator<string>): StreamableFile {
  return new StreamableFile(Readable.from(lines), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

/** Parameters that cannot be read are left out: a list is shown in any case. */
function readable(query: Record<string, unknown>): AuditPageQuery {
  const given = Object.entries(AuditPageQuery.shape).filter(
    ([name, field]) => query[name] !== undefined && query[name] !== '' && field.safeParse(query[name]).success,
  );
  return AuditPageQuery.parse(Object.fromEntries(given.map(([name]) => [name, query[name]])));
}
