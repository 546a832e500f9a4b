import { Body, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CheckInService, ScansInput, WalkInInput, WalkInService } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { DomainError, InvalidInput } from '../../../kernel/domain-error.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { answersOf, onePerField, textOf } from '../../form-answers.js';
import { EMPTY_FORM } from '../../layout/form.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { CheckInPages } from './check-in-pages.js';

/** What scans made with a form of the page are said to come from. */
const DEVICE = 'desk';

/** What can be mended in the form for somebody without a registration, or has to be said beside it. */
const REFUSALS = new Set(['sold-out', 'quota-full', 'registration-closed', 'already-registered']);

/** The door of an edition: the page and its forms. */
@PagesAt('organise/editions/:key/check-in')
@UseGuards(SignedIn)
export class CheckInPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly checkIns: CheckInService,
    private readonly walkIns: WalkInService,
    private readonly checkInPages: CheckInPages,
  ) {}

  @Get()
  async show(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    const edition = await this.desk.open(actor, key, 'registration.check-in');
    const { q, scan } = request.query as Record<string, unknown>;
    return this.checkInPages.show(asking, edition, {
      search: typeof q === 'string' ? q.slice(0, 300) : '',
      scan: typeof scan === 'string' ? scan : '',
      walkIn: EMPTY_FORM,
    });
  }

  @Post('scan')
  async scan(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.desk.open(actor, key, 'registration.check-in');
    const { scans } = readInput(ScansInput, { scans: [this.checkInPages.scanOf(answersOf(body), DEVICE)] });
    const [answer] = await this.checkIns.scan(actor, key, scans);
    return this.pages.goTo(reply, hrefWith(`/organise/editions/${key}/check-in`, { scan: answer!.nonce }));
  }

  @Post('walk-in')
  async walkIn(@Asked() asking: Asking, @Param('key') key: string, @Body() body: unknown) {
    const { actor, request, reply } = asking;
    const edition = await this.desk.open(actor, key, 'registration.check-in');
    const answers = answersOf(body);
    try {
      const input = readInput(WalkInInput, {
        category: textOf(answers, 'category') ?? '',
        email: textOf(answers, 'email') ?? '',
        name: textOf(answers, 'name') ?? '',
        nativeName: textOf(answers, 'nativeName'),
        institution: textOf(answers, 'institution'),
        affiliation: textOf(answers, 'affiliation'),
        consent: textOf(answers, 'consent') === 'true',
      });
      const { locale } = this.pages.viewOf(request);
      const { nonce } = await this.walkIns.register(actor, key, input, { locale, device: DEVICE });
      return this.pages.goTo(reply, hrefWith(`/organise/editions/${key}/check-in`, { scan: nonce }));
    } catch (error) {
      const errors = refusalOf(error);
      if (errors === null) throw error;
      const walkIn = { values: answers, errors: onePerField(errors) };
      const status = error instanceof InvalidInput ? 422 : 409;
      return this.checkInPages.show(asking, edition, { search: '', scan: '', walkIn }, status);
    }
  }
}

/** What is wrong, for the form; null for what no form can mend. */
function refusalOf(error: unknown) {
  if (error instanceof InvalidInput) return error.errors;
  if (error instanceof DomainError && REFUSALS.has(error.code)) {
    const path = error.code === 'already-registered' ? 'email' : 'category';
    return [{ path, code: error.code, message: error.message }];
  }
  return null;
}
