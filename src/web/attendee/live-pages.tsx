import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries } from '../../features/editions/index.js';
import { type LiveView, StreamQueries } from '../../features/livestreams/index.js';
import { type RegistrationDetails } from '../../features/registration/index.js';
import { Clock } from '../../kernel/clock.js';
import { Pages } from '../pages.js';
import { editionRef } from '../presenters.js';
import { JoinPage, type JoinPageProps } from './join.page.js';

/** Zones that only mainland China uses: whoever reads there must not be sent to a host that is blocked there. */
const MAINLAND_CHINA = ['Asia/Shanghai', 'Asia/Urumqi'];

/** Puts the personal live page together. */
@Injectable()
export class LivePages {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly streams: StreamQueries,
    private readonly clock: Clock,
  ) {}

  async show(
    registration: RegistrationDetails,
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const edition = await this.editions.byId(registration.editionId);
    const timeZone = registration.timeZone ?? registration.institution?.timeZone ?? null;
    const { locale } = registration;
    const zone = this.pages.viewOf(request, { timeZone }).readerZone;
    const country =
      registration.country ?? registration.institution?.country ?? (MAINLAND_CHINA.includes(zone) ? 'CN' : null);
    const live = await this.streams.live(edition, { country, language: locale });
    const page = (
      <JoinPage
        token={token}
        edition={editionRef(edition)}
        stage={stageOf(edition, live, this.clock.now())}
        stream={
          live && edition.startsAt ? { title: live.stream.title, startsAt: edition.startsAt, ...live.window } : null
        }
        mirrors={live?.mirror ? [live.mirror, ...live.others] : []}
      />
    );
    return this.pages.show(request, reply, page, { locale, timeZone });
  }
}

function stageOf(edition: EditionDetails, live: LiveView | null, now: Date): JoinPageProps['stage'] {
  if (edition.status === 'cancelled' || edition.status === 'postponed') return edition.status;
  if (edition.status === 'completed') return 'ended';
  if (live) return live.state;
  return edition.endsAt !== null && edition.endsAt <= now ? 'ended' : 'before';
}
