import '@fastify/cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Config } from '../config/config.js';

/** `__Host-` makes browsers insist on Secure, path `/` and this very host; it needs https. */
const nameFor = (config: Config) => (config.isHttps ? '__Host-session' : 'session');

/** The secret of the session, if the request carries one. */
export function sessionSecretOf(request: FastifyRequest, config: Config): string | undefined {
  return request.cookies[nameFor(config)];
}

/** Where a sign-in comes from, with the session that it replaces. */
export function originOf(
  request: FastifyRequest,
  config: Config,
): { ip: string; userAgent: string | undefined; earlierSecret: string | undefined } {
  return { ip: request.ip, userAgent: request.headers['user-agent'], earlierSecret: sessionSecretOf(request, config) };
}

export function setSessionCookie(
  reply: FastifyReply,
  config: Config,
  session: { secret: string; expiresAt: Date },
): void {
  void reply.setCookie(nameFor(config), session.secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.isHttps,
    expires: session.expiresAt,
  });
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(nameFor(config), { path: '/', httpOnly: true, sameSite: 'lax', secure: config.isHttps });
}
