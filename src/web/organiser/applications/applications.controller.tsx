import { Get, Param, Post, UseGuards } from '@nestjs/common';
import { BulkActions, DecisionInput, MOST_DECIDED } from '../../../features/registration/index.js';
import { readInput } from '../../../platform/input/read-input.js';
import { answersOf, textOf, textsOf } from '../../form-answers.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { outcomesOf, outcomesSentence, outcomesText } from '../registrations/outcomes.js';
import { SignedIn } from '../signed-in.js';
import { ApplicationPages } from './application-pages.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Decides about those who have applied. */
@PagesAt('organise/editions/:key/registrations/applications')
@UseGuards(SignedIn)
export class ApplicationsController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly applications: ApplicationPages,
    private readonly bulk: BulkActions,
  ) {}

  @Get()
  async list(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.open(actor, key, 'registration.decide');
    const query = answersOf(request.query);
    const { t } = this.pages.viewOf(request);
    const done = outcomesSentence(outcomesOf(textOf(query, 'came')), t);
    const refused = textOf(query, 'refused') === 'none' ? t('applications.chooseOne') : null;
    return this.pages.show(request, reply, await this.applications.page(actor, edition, query, { done, refused }));
  }

  @Post()
  async decide(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.open(actor, key, 'registration.decide');
    const answers = answersOf(request.body);
    const back = hrefWith(`/organise/editions/${edition.key}/registrations/applications`, {
      category: textOf(answers, 'category'),
    });
    const ids = textsOf(answers, 'ids')
      .filter((id) => UUID.test(id))
      .slice(0, MOST_DECIDED);
    const action = textOf(answers, 'action') === 'decline' ? 'decline' : 'approve';
    if (ids.length === 0 || !textOf(answers, 'action')) {
      return this.pages.goTo(reply, hrefWith(back, { refused: 'none' }));
    }
    const words = readInput(DecisionInput, { message: textOf(answers, 'message'), note: textOf(answers, 'note') });
    const came = await this.bulk.act(actor, edition, { action, ids, words });
    return this.pages.goTo(reply, hrefWith(back, { came: outcomesText(came) }));
  }
}
