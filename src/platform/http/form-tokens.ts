import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Config } from '../config/config.js';
import { sessionSecretOf } from './session-cookie.js';

/** The hidden field of every form, and the header of every script, that carries the token. */
export const FORM_TOKEN_FIELD = 'csrf';
const FORM_TOKEN_HEADER = 'x-csrf-token';

const NONCE_BYTES = 12;
const MAC_BYTES = 32;

/** The form was not made for whoever sends it: by another site, or before signing in or out. Nothing was done. */
export class StaleForm extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'stale-form';

  constructor() {
    super('This form is no longer good, so nothing was saved. Open its page again and send it from there.');
  }
}

/**
 * Signed tokens against forms of other sites (ASVS 5.0, 3.5.1): `base64url(nonce ‖ HMAC-SHA-256(nonce ‖ holder))`. The holder is the
 * session, or for whoever has none the cookie `visitor`, so a token dies with signing in and out. Nothing is stored.
 */
@Injectable()
export class FormTokens {
  private readonly key: Buffer;
  private readonly visitorCookie: string;
  /** Visitors who are given their cookie with the answer to this request. */
  private readonly newcomers = new WeakMap<FastifyRequest, string>();

  constructor(private readonly config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.secretKey, 'symposia', 'form:1', 32));
    this.visitorCookie = config.isHttps ? '__Host-visitor' : 'visitor';
  }

  /** A token for a form that is shown to whoever asks. `remember` has to follow before the answer goes out. */
  issue(request: FastifyRequest): string {
    const session = isSignedIn(request) ? sessionSecretOf(request, this.config) : undefined;
    const holder = session === undefined ? asVisitor(this.visitorOf(request)) : asSession(session);
    const nonce = randomBytes(NONCE_BYTES);
    return Buffer.concat([nonce, this.mac(nonce, holder)]).toString('base64url');
  }

  /** Gives a visitor for whom a form was made the cookie that goes with it. */
  remember(request: FastifyRequest, reply: FastifyReply): void {
    const visitor = this.newcomers.get(request);
    if (visitor === undefined) return;
    void reply.setCookie(this.visitorCookie, visitor, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isHttps,
    });
  }

  /** Does the request come with a cookie that stands for somebody? */
  hasHolder(request: FastifyRequest): boolean {
    return this.holdersOf(request).length > 0;
  }

  /**
   * Was the form made for whoever sends it? The header counts as well as `token`, the form's field. A program with a bearer token
   * needs none: no browser adds that to a request by itself.
   * @throws StaleForm
   */
  check(request: FastifyRequest, token: unknown): void {
    if (/^Bearer\s+\S/i.test(request.headers.authorization ?? '')) return;
    const given = request.headers[FORM_TOKEN_HEADER] ?? token;
    if (typeof given !== 'string' || !this.holdersOf(request).some((holder) => this.isFor(holder, given))) {
      throw new StaleForm();
    }
  }

  private isFor(holder: string, token: string): boolean {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== NONCE_BYTES + MAC_BYTES) return false;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    return timingSafeEqual(bytes.subarray(NONCE_BYTES), this.mac(nonce, holder));
  }

  private mac(nonce: Buffer, holder: string): Buffer {
    return createHmac('sha256', this.key).update(nonce).update(holder).digest();
  }

  /** For somebody signed in only the session counts; else a cookie of a session that is over is as good as that of a visitor. */
  private holdersOf(request: FastifyRequest): string[] {
    const session = sessionSecretOf(request, this.config);
    const visitor = request.cookies[this.visitorCookie];
    const bySession = session ? [asSession(session)] : [];
    return isSignedIn(request) || !visitor ? bySession : [...bySession, asVisitor(visitor)];
  }

  private visitorOf(request: FastifyRequest): string {
    const known = request.cookies[this.visitorCookie] ?? this.newcomers.get(request);
    if (known) return known;
    const visitor = randomBytes(MAC_BYTES).toString('base64url');
    this.newcomers.set(request, visitor);
    return visitor;
  }
}

/** `actor` is missing when the error came before anybody was asked. */
const isSignedIn = (request: FastifyRequest) => (request.actor as Actor | undefined)?.kind === 'account';
const asSession = (secret: string) => `session:${secret}`;
const asVisitor = (cookie: string) => `visitor:${cookie}`;
