import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { newId } from './platform/ids.js';
import { Config } from './platform/config/config.js';
import { ActorResolver } from './platform/http/actor-resolver.js';
import { ErrorFilter, ErrorPages } from './platform/http/error.filter.js';
import { malformedAddress } from './platform/http/problem.js';
import { inputPipe } from './platform/http/input.pipe.js';
import { refuseForms } from './platform/http/json-only.js';
import { refuseCrossSite } from './platform/http/same-origin.js';
import { refuseFilesElsewhere } from './platform/http/uploads.js';

/** No form and no API call of ours is larger; files have a limit of their own (`platform/http/uploads`). Bytes. */
const BODY_LIMIT = 1_000_000;

/** Paths that need no actor: asked often, by machines. */
const WITHOUT_ACTOR = /^\/(healthz|readyz|assets\/)/;

/** `trustedProxies`: without any, an `X-Forwarded-For` counts for nothing, whoever sends it. */
export function fastifyAdapter({ trustedProxies }: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Fastify wants a number of hops as a function: is the proxy that many hops before us believed?
    trustProxy: typeof trustedProxies === 'number' ? (_address, hop) => hop < trustedProxies : trustedProxies,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    // An address that cannot be decoded comes to no handler and no filter.
    frameworkErrors: (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = { ...malformedAddress(), instance: `urn:request:${request.id}` };
      void reply
        .status(problem.status)
        .headers({ 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' })
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(problem));
    },
  });
}

/** Everything between the socket and the controllers. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  // A worker has no pages, so it answers its errors in JSON.
  const filter = new ErrorFilter(config.runsWeb ? app.get(ErrorPages, { strict: false }) : null);

  await app.register(cookie as never);
  await app.register(multipart as never);
  await app.register(helmet as never, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: config.isHttps ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'sameorigin' },
  });

  // Nobody needs these but the page that scans badges, which says so itself.
  fastify.addHook('onRequest', (_request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
    done();
  });

  const actors = app.get(ActorResolver);
  fastify.decorateRequest('actor');
  fastify.addHook('preParsing', async (request: FastifyRequest) => {
    request.actor = { kind: 'anonymous', ip: request.ip };
    if (WITHOUT_ACTOR.test(request.url)) return;
    refuseCrossSite(request);
    refuseFilesElsewhere(request);
    refuseForms(request);
    request.actor = await actors.resolve(request);
  });
  app.useGlobalFilters(filter);
  app.useGlobalPipes(inputPipe());
}
