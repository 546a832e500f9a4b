import { Get, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { NotFound } from '../../kernel/domain-error.js';
import { DEFAULT_PAGE_SIZE } from '../../kernel/page.js';
import { Config } from '../../platform/config/config.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CaughtMails } from '../../platform/mail/caught-mails.js';
import { readMail } from '../../platform/mail/read-mail.js';
import { isCatching, Pages, PagesAt } from '../pages.js';
import { MailboxPage } from './mailbox.page.js';
import { MessagePage } from './message.page.js';

/** Somebody else's HTML: no script, no form, nothing from anywhere, and an origin of its own. */
const FRAME_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

const UUID = /^[0-9a-f-]{36}$/;

/** The mails that the built-in catcher has taken. Not there where mails are really sent. */
@PagesAt('mailbox')
export class MailboxController {
  constructor(
    private readonly pages: Pages,
    private readonly mails: CaughtMails,
    private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query('to') to: unknown,
    @Query('cursor') cursor: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.expectCatcher();
    const q = typeof to === 'string' ? to.trim().slice(0, 200) : '';
    const after = typeof cursor === 'string' && UUID.test(cursor) ? cursor : undefined;
    const [{ items, next }, total] = await Promise.all([
      this.mails.list({ limit: DEFAULT_PAGE_SIZE, cursor: after }, q),
      this.mails.count(),
    ]);
    return this.pages.show(request, reply, <MailboxPage to={q} total={total} messages={items} next={next} />);
  }

  @Get(':id')
  async message(
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.expectCatcher();
    const { receivedAt, raw } = await this.mails.byId(id);
    const mail = await readMail(raw);
    return this.pages.show(
      request,
      reply,
      <MessagePage
        id={id}
        subject={mail.subject}
        from={mail.from}
        to={mail.to}
        receivedAt={receivedAt}
        text={mail.text || null}
        hasHtml={mail.html !== ''}
        headers={mail.headers}
        attachments={mail.attachments.map(({ index, filename, contentType, size }) => ({
          index,
          name: filename,
          type: contentType,
          size,
        }))}
      />,
    );
  }

  @Get(':id/html')
  async html(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    this.expectCatcher();
    const { html } = await readMail((await this.mails.byId(id)).raw);
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', FRAME_POLICY)
      .header('cache-control', 'private, no-store');
    return html;
  }

  @Get(':id/raw')
  async raw(@Param('id', IdPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    this.expectCatcher();
    const { raw } = await this.mails.byId(id);
    void reply.type('message/rfc822').header('content-disposition', `attachment; filename="${id}.eml"`);
    return raw;
  }

  @Get(':id/attachments/:index')
  async attachment(
    @Param('id', IdPipe) id: string,
    @Param('index') index: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.expectCatcher();
    const { attachments } = await readMail((await this.mails.byId(id)).raw);
    const found = attachments.find((attachment) => String(attachment.index) === index);
    if (!found) throw new NotFound('The attachment');
    const name = encodeURIComponent(found.filename.replaceAll(/[\r\n"]/g, ''));
    void reply.type('application/octet-stream').header('content-disposition', `attachment; filename*=UTF-8''${name}`);
    return found.content;
  }

  private expectCatcher(): void {
    if (!isCatching(this.config)) throw new NotFound('The mailbox');
  }
}
