import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { isTimeZone } from '../../kernel/time-zone.js';
import { Config } from '../../platform/config/config.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { setReaderCookie } from '../chosen-language.js';
import { answersOf, textOf } from '../form-answers.js';
import { Pages, PagesAt, pathWithin } from '../pages.js';
import { TimeZonePage } from './time-zone.page.js';

/** Zones of the places that most readers come from. */
const SUGGESTED = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Europe/London', 'America/New_York', 'America/Los_Angeles'];

/** Where the reader is. */
@PagesAt('time-zone')
export class TimeZoneController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  @Get()
  form(@Query('to') to: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.pages.show(request, reply, <TimeZonePage to={pathWithin(to)} suggested={SUGGESTED} />);
  }

  @Post()
  @FormToken('with-cookie')
  choose(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const answers = answersOf(body);
    const zone = textOf(answers, 'timeZone');
    if (zone && isTimeZone(zone)) setReaderCookie(reply, this.config, 'tz', zone);
    return this.pages.goTo(reply, pathWithin(textOf(answers, 'to')));
  }
}
