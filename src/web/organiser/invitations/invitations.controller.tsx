import { Get, Param, Post, UseGuards } from '@nestjs/common';
import {
  EditionNotOn,
  InvitationNotOpen,
  InvitationQueries,
  InvitationsService,
  RemindInput,
} from '../../../features/registration/index.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { type Answers, answersOf, textOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { type TextKey, type Translate } from '../../texts.js';
import { Asked, type Asking } from '../asking.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { SignedIn } from '../signed-in.js';
import { InvitationDesk } from './invitation-desk.js';
import { INVITATION_DONE, INVITATION_REFUSED, InvitationPage } from './invitation.page.js';

const DONE: Record<string, TextKey> = {
  sent: 'invitations.done.sent',
  reminded: 'invitations.done.reminded',
  withdrawn: 'invitations.done.withdrawn',
};

/** Who has been invited, and what can still be done about it. */
@PagesAt('organise/editions/:key/invitations')
@UseGuards(SignedIn)
export class InvitationPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: InvitationDesk,
    private readonly queries: InvitationQueries,
    private readonly service: InvitationsService,
  ) {}

  @Get()
  async list(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.see(actor, key);
    const query = answersOf(request.query);
    const done = doneText(query, this.pages.viewOf(request).t);
    return this.pages.show(request, reply, await this.desk.list(actor, edition, query, done));
  }

  @Post('remind')
  async remind(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const kind = textOf(answersOf(request.body), 'kind') === 'delegation' ? 'delegation' : 'person';
    const base = `/organise/editions/${key}/invitations?kind=${kind}`;
    try {
      const count = await this.service.remind(actor, key, RemindInput.parse({ kind }));
      return this.pages.goTo(reply, `${base}&done=reminded&count=${count}`);
    } catch (error) {
      // The page itself says so.
      if (error instanceof EditionNotOn) return this.pages.goTo(reply, base);
      throw error;
    }
  }

  @Get(':id')
  async one(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const edition = await this.desk.see(actor, key);
    const page = (
      <InvitationPage
        edition={editionRef(edition)}
        invitation={await this.queries.byId(actor, edition, id)}
        mayEdit={this.desk.mayEdit(actor, edition)}
        closed={this.desk.isClosed(edition)}
        done={doneOf(request, INVITATION_DONE)}
        refused={refusedOf(request, INVITATION_REFUSED)}
      />
    );
    return this.pages.show(request, reply, page);
  }

  @Post(':id/resend')
  async resend(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.change(asking, key, id, 'resent', () => this.service.resend(asking.actor, key, id));
  }

  @Post(':id/withdraw')
  async withdraw(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const version = versionAnswer(answersOf(asking.request.body));
    return this.change(asking, key, id, 'withdrawn', () => this.service.withdraw(asking.actor, key, id, version));
  }

  private async change(
    { reply }: Asking,
    key: string,
    id: string,
    done: keyof typeof INVITATION_DONE,
    work: () => Promise<void>,
  ) {
    const path = `/organise/editions/${key}/invitations/${id}`;
    const refused = (why: keyof typeof INVITATION_REFUSED) => this.pages.goTo(reply, `${path}?refused=${why}`);
    try {
      await work();
    } catch (error) {
      if (error instanceof StaleVersion) return refused('changed');
      if (error instanceof InvitationNotOpen) return refused('answered');
      if (error instanceof EditionNotOn) return refused('closed');
      throw error;
    }
    return this.pages.goTo(reply, `${path}?done=${done}`);
  }
}

/** What has just happened, with how many. */
function doneText(query: Answers, t: Translate): string | null {
  const done = textOf(query, 'done') ?? '';
  const count = Number(textOf(query, 'count') ?? '');
  if (!Object.hasOwn(DONE, done) || !Number.isSafeInteger(count)) return null;
  return t(DONE[done]!, { count });
}
