import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Locale, LOCALES } from '../kernel/locale.js';
import { Config } from '../platform/config/config.js';
import { hrefWith } from './layout/hrefs.js';

const YEAR = 365 * 24 * 3600;

const localeNamed = (name: unknown): Locale | null => LOCALES.find((locale) => locale === name) ?? null;

export const localeOfCookie = (request: FastifyRequest): Locale | null => localeNamed(request.cookies?.['lang']);

export const localeOfQuery = (request: FastifyRequest): Locale | null =>
  localeNamed((request.query as Record<string, unknown> | undefined)?.['lang']);

/** `?lang=zh-Hans` on any page: remembers the choice and comes back to the same page without it. */
@Injectable()
export class ChosenLanguage implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const locale = localeOfQuery(request);
    if (request.method !== 'GET' || locale === null) return true;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    setReaderCookie(reply, this.config, 'lang', locale);
    void reply
      .status(303)
      .header('cache-control', 'no-store')
      .redirect(hrefWith(request.url.replace(/^\/+/, '/'), { lang: null }));
    return false;
  }
}

/** What a reader has chosen. For a year; readable by our scripts, since it is no secret. */
export function setReaderCookie(reply: FastifyReply, config: Config, name: 'lang' | 'tz', value: string): void {
  void reply.setCookie(name, value, { path: '/', sameSite: 'lax', secure: config.isHttps, maxAge: YEAR });
}
