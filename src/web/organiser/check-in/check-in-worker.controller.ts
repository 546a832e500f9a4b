import { Get, Param, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { AssetFiles } from '../../assets.js';
import { PagesAt } from '../../pages.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';

/** Everything that the page needs without a connection: its own files. The page itself the worker fetches. */
const KEPT = [
  'site.css',
  'check-in.css',
  'icon.svg',
  'zone.js',
  'swap.js',
  'form.js',
  'check-in.js',
  'check-in-camera.js',
  'check-in-line.js',
  'check-in-roll.js',
  'check-in-signals.js',
  'check-in-store.js',
  'check-in-view.js',
  'qr-dom.js',
  'qr-decode.js',
  'qr-index.js',
];

/** The service worker that keeps the page at the door open without a connection. */
@PagesAt('organise/editions/:key/check-in')
@UseGuards(SignedIn)
export class CheckInWorkerController {
  constructor(
    private readonly desk: EditionDesk,
    private readonly assets: AssetFiles,
  ) {}

  /**
   * Only for whoever may open the page; its scope is the page and nothing else. Another release has other addresses in it, so
   * browsers see that it is another worker.
   */
  @Get('sw.js')
  async worker(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.desk.open(actor, key, 'registration.check-in');
    const page = `/organise/editions/${key}/check-in`;
    const settings = { page, version: this.assets.hash, files: KEPT.map((name) => this.assets.url(name)) };
    void reply
      .type('text/javascript; charset=utf-8')
      .header('service-worker-allowed', page)
      .header('cache-control', 'no-cache');
    return `const SETTINGS = ${JSON.stringify(settings)};\n${this.assets.textOf('check-in-worker.js')}`;
  }
}
