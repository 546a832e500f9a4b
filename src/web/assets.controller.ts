import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { NotFound } from '../kernel/domain-error.js';
import { AssetFiles } from './assets.js';

@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: AssetFiles) {}

  /** An old page may ask for its old hash: it gets what there is now, and may not keep it. */
  @Get(':hash/:name')
  hashed(
    @Param('hash') hash: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const isCurrent = hash === this.assets.hash;
    this.send(name, request, reply, isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
  }

  /** For pages that do not know the hash, such as the description of the API. */
  @Get(':name')
  plain(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.send(name, request, reply, 'public, max-age=300');
  }

  private send(name: string, request: FastifyRequest, reply: FastifyReply, caching: string): void {
    const asset = this.assets.find(name);
    if (!asset) throw new NotFound('The file');
    const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (isZipped) void reply.header('content-encoding', 'gzip');
    void reply
      .type(asset.type)
      .header('cache-control', caching)
      .header('vary', 'accept-encoding')
      .send(isZipped ? asset.zipped : asset.body);
  }
}
