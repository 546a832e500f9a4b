import { Get, Param, Post, UseGuards } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  InvitationsService,
  InviteInput,
  InviteListInput,
  MOST_LIST_BYTES,
  readInvitationList,
} from '../../../features/registration/index.js';
import { InvalidInput } from '../../../kernel/domain-error.js';
import { FileTooLarge } from '../../../platform/files/file-store.js';
import { type IncomingFile } from '../../../platform/files/receive-file.js';
import { FormToken } from '../../../platform/http/form-token.guard.js';
import { FORM_TOKEN_FIELD, FormTokens } from '../../../platform/http/form-tokens.js';
import { isMultipart, receiveForm, TakesFiles } from '../../../platform/http/uploads.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf, onePerField, textOf, verbatimOf } from '../../form-answers.js';
import { EMPTY_FORM } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { InvitationDesk } from './invitation-desk.js';
import { invitationErrorsOf, invitationOf, sendableList, termsOf } from './invitation-form.js';
import { InvitePreviewPage } from './invite.page.js';

/** So much is read of an upload, that whoever sends a far too long list is told so instead of being cut off. Bytes. */
const MOST_RECEIVED_BYTES = 25_000_000;

/** The form that sends a checked list must fit into one request. Bytes, written as forms are. */
const MOST_HIDDEN_BYTES = 900_000;

/** Inviting one person or coordinator, or many people by a list that is looked at first. */
@PagesAt('organise/editions/:key/invitations')
@UseGuards(SignedIn)
export class InviteController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: InvitationDesk,
    private readonly service: InvitationsService,
    private readonly tokens: FormTokens,
  ) {}

  @Get('new')
  async form(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.edit(actor, key);
    const kind = kindOf(answersOf(request.query));
    return this.pages.show(request, reply, await this.desk.oneForm(edition, kind, EMPTY_FORM));
  }

  @Post('new')
  async invite(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.edit(actor, key);
    const values = answersOf(request.body);
    const kind = kindOf(values);
    try {
      await this.service.invite(actor, key, readInput(InviteInput, invitationOf(values, zoneOf(edition))));
    } catch (error) {
      const errors = invitationErrorsOf(error);
      if (errors === null) throw error;
      const page = await this.desk.oneForm(edition, kind, { values, errors: onePerField(errors) });
      return this.pages.show(request, reply, page, { status: 422 });
    }
    return this.pages.goTo(reply, `/organise/editions/${key}/invitations?kind=${kind}&done=sent&count=1`);
  }

  @Get('many')
  async listForm(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.edit(actor, key);
    return this.pages.show(request, reply, await this.desk.manyForm(edition, EMPTY_FORM));
  }

  /** Shows what would become of each row; sends nothing. */
  @Post('many')
  @TakesFiles()
  @FormToken('by-handler')
  async check(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request, reply } = asking;
    const edition = await this.desk.edit(actor, key);
    let values: Answers = {};
    try {
      if (!isMultipart(request)) return await this.preview(asking, edition, answersOf(request.body), null);
      return await receiveForm(request, MOST_RECEIVED_BYTES, async ({ fields, file }) => {
        const { [FORM_TOKEN_FIELD]: token, ...rest } = fields;
        this.tokens.check(request, token);
        values = answersOf(rest);
        return this.preview(asking, edition, values, file && (await bytesOf(file)));
      });
    } catch (error) {
      const tooLarge = error instanceof FileTooLarge ? [tooMany(error.message)] : invitationErrorsOf(error);
      if (tooLarge === null) throw error;
      const errors = tooLarge.map((one) => (one.code === 'too-big' ? { ...one, code: 'too-long-to-paste' } : one));
      if (!isMultipart(request)) values = answersOf(request.body);
      const page = await this.desk.manyForm(edition, { values, errors: onePerField(errors) });
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  /** Sends a list that has been looked at. It is looked at again: what has changed since counts. */
  @Post('many/send')
  async send(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.edit(actor, key);
    const values = answersOf(request.body);
    try {
      const input = readInput(InviteListInput, termsOf(values, zoneOf(edition)));
      const people = readInvitationList(verbatimOf(values, 'list'));
      const rows = await this.service.inviteAll(actor, key, input, people);
      const sent = rows.filter(({ id }) => id !== null).length;
      return this.pages.goTo(reply, `/organise/editions/${key}/invitations?done=sent&count=${sent}`);
    } catch (error) {
      const errors = invitationErrorsOf(error);
      if (errors === null) throw error;
      const page = await this.desk.manyForm(edition, { values, errors: onePerField(errors) });
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  private async preview(
    { actor, request, reply }: Asking,
    edition: EditionDetails,
    values: Answers,
    file: Buffer | null,
  ): Promise<string> {
    const input = readInput(InviteListInput, termsOf(values, zoneOf(edition)));
    const people = readInvitationList(file?.length ? file : verbatimOf(values, 'list'));
    const rows = await this.service.preview(actor, edition.key, input, people);
    const list = sendableList(rows);
    if (Buffer.byteLength(encodeURIComponent(list)) > MOST_HIDDEN_BYTES) throw new InvalidInput([tooMany('Too long.')]);
    const hidden = {
      ...{ category: input.category, list, message: input.message ?? '' },
      ...{ locale: input.locale ?? '', expiresAt: textOf(values, 'expiresAt') ?? '' },
      'expiresAt.exact': textOf(values, 'expiresAt.exact') ?? '',
    };
    return this.pages.show(request, reply, <InvitePreviewPage edition={editionRef(edition)} {...{ rows, hidden }} />);
  }
}

const zoneOf = ({ timeZone }: EditionDetails): string => timeZone ?? 'UTC';

const kindOf = (answers: Answers) => (textOf(answers, 'kind') === 'delegation' ? 'delegation' : 'person');

const tooMany = (message: string) => ({ path: 'list', code: 'too-many-rows', message });

async function bytesOf({ content }: IncomingFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > MOST_LIST_BYTES) throw new InvalidInput([tooMany('The file is too long.')]);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
