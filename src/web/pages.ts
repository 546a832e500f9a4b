import { applyDecorators, Controller, Injectable, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type VNode } from 'preact';
import { Clock } from '../kernel/clock.js';
import { type Locale, negotiateLocale } from '../kernel/locale.js';
import { isTimeZone } from '../kernel/time-zone.js';
import { Config } from '../platform/config/config.js';
import { FormTokenGuard } from '../platform/http/form-token.guard.js';
import { FormTokens } from '../platform/http/form-tokens.js';
import { AssetFiles } from './assets.js';
import { ChosenLanguage, localeOfCookie, localeOfQuery } from './chosen-language.js';
import { hrefWith } from './layout/hrefs.js';
import { renderPage } from './layout/render.js';
import { type View } from './layout/view-context.js';
import { nearestPage } from './nearest-page.js';
import { translatorFor } from './texts.js';

/** What somebody who holds a personal link has told us about language and zone; the reader's own choice comes first. */
export interface Known {
  locale?: Locale;
  timeZone?: string | null;
}

/** A controller of pages: they know `?lang=`, take forms that were sent from here, and stay out of the description of the API. */
export const PagesAt = (path = '') =>
  applyDecorators(Controller(path), UseGuards(ChosenLanguage, FormTokenGuard), ApiExcludeController());

/** Pages behind a personal link, and those with keys, must not stay in any cache. */
const PERSONAL = /^\/(?:account|delegation|invitation|join|r|reset-password|sign-in|t|unsubscribe)(?:[/?]|$)/;

/** Shows a page to whoever asks for it. */
@Injectable()
export class Pages {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly assets: AssetFiles,
    private readonly formTokens: FormTokens,
  ) {}

  /** The reader: language from `?lang`, cookie, what we know of them, `Accept-Language`; zone from the cookie, or what we know. */
  viewOf(request: FastifyRequest, known: Known = {}): View {
    const locale =
      localeOfQuery(request) ??
      localeOfCookie(request) ??
      known.locale ??
      negotiateLocale(request.headers['accept-language']) ??
      'en';
    const zone = [request.cookies?.['tz'], known.timeZone].find((name) => name && isTimeZone(name));
    // `actor` is missing when the error came before anybody was asked.
    const actor = request.actor as FastifyRequest['actor'] | undefined;
    return {
      t: translatorFor(locale),
      locale,
      readerZone: zone ?? 'UTC',
      readerZoneKnown: zone !== undefined && zone !== null,
      path: pathOf(request),
      origin: this.config.publicUrl,
      assets: this.assets,
      account: actor?.kind === 'account' ? { name: actor.name } : null,
      formToken: () => this.formTokens.issue(request),
      now: this.clock.now(),
      mailbox: isCatching(this.config),
    };
  }

  show(request: FastifyRequest, reply: FastifyReply, page: VNode, more: Known & { status?: number } = {}): string {
    const view = this.viewOf(request, more);
    void reply
      .status(more.status ?? 200)
      .type('text/html; charset=utf-8')
      .header('content-language', view.locale)
      .header('vary', 'accept-language, cookie')
      .header('cache-control', PERSONAL.test(request.url) ? 'no-store' : 'private, no-cache');
    return this.render(request, reply, page, view);
  }

  /** The document, with the cookie that its forms need. */
  render(request: FastifyRequest, reply: FastifyReply, page: VNode, view: View): string {
    const html = renderPage(page, view);
    this.formTokens.remember(request, reply);
    return html;
  }

  /** A form once more, with what is wrong with it; `wait` in seconds, after too many attempts. */
  refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    page: VNode,
    { status, wait, ...known }: Known & { status: number; wait?: number },
  ): string {
    if (wait !== undefined) void reply.header('retry-after', wait);
    return this.show(request, reply, page, { ...known, status });
  }

  /** After a form: the next page is fetched with GET, so that reloading it sends nothing again. */
  goTo(reply: FastifyReply, path: string): void {
    void reply.status(303).header('cache-control', 'no-store').redirect(path);
  }
}

/** Where the reader is, without `lang`. What a form answers stands on the page that has the form. */
function pathOf(request: FastifyRequest): string {
  return request.method === 'POST' ? nearestPage(request) : hrefWith(request.url.replace(/^\/+/, '/'), { lang: null });
}

/** Does the built-in catcher take every mail? Never in production. */
export const isCatching = (config: Config): boolean => config.smtpUrl === null && !config.production;

/** A path of this site to go back to, or the front page: never another host. Visible ASCII only, as browsers write paths themselves. */
export function pathWithin(text: unknown): string {
  return typeof text === 'string' && /^\/(?!\/)[!-[\]-~]*$/.test(text) && text.length <= 1000 ? text : '/';
}
