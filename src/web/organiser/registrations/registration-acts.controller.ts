import { Param, Post, UseGuards } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { type Act, RegistrationActs } from './registration-acts.js';
import { RegistrationDetailPages } from './registration-detail-pages.js';

interface Place {
  key: string;
  id: string;
}

/** What an organiser does about one registration: a button each. */
@PagesAt('organise/editions/:key/registrations/:id')
@UseGuards(SignedIn)
export class RegistrationActsController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly detail: RegistrationDetailPages,
    private readonly acts: RegistrationActs,
  ) {}

  @Post('approve')
  approve(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'approve');
  }

  @Post('decline')
  decline(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'decline');
  }

  @Post('promote')
  promote(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'promote');
  }

  @Post('accept')
  accept(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'accept');
  }

  @Post('cancel')
  cancel(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'cancel');
  }

  @Post('undo')
  undo(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'undo');
  }

  @Post('category')
  category(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'category');
  }

  @Post('resend-link')
  resendLink(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'resend-link');
  }

  @Post('check-in')
  checkIn(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'check-in');
  }

  @Post('undo-check-in')
  undoCheckIn(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'undo-check-in');
  }

  @Post('erase')
  erase(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.act(asking, { key, id }, 'erase');
  }

  /** Back to the page, with word of what has happened or why nothing has. */
  private async act({ actor, request, reply }: Asking, { key, id }: Place, act: Act): Promise<void> {
    const edition = await this.desk.open(actor, key, 'registration.view');
    await this.detail.one(actor, edition, id);
    const page = `/organise/editions/${edition.key}/registrations/${id}`;
    try {
      const done = await this.acts.do(actor, id, act, answersOf(request.body));
      return this.pages.goTo(reply, `${page}?done=${done}`);
    } catch (error) {
      if (!(error instanceof DomainError) || (error.kind !== 'conflict' && error.kind !== 'unavailable')) throw error;
      return this.pages.goTo(reply, `${page}?refused=${error.code}`);
    }
  }
}
