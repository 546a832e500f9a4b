import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

/** What a signed link is for. Each purpose signs with a key of its own, so that no link opens another's door. */
const LINK_PURPOSES = [
  'manage',
  'join',
  'unsubscribe',
  'ticket',
  'register',
  'invitation',
  'password-reset',
  'sign-in',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const ID_BYTES = 16;
const VERSION_BYTES = 2;
const SIGNATURE_BYTES = 20;

/**
 * Personal links as signed tokens: `base64url(id ‖ version ‖ HMAC-SHA-256 truncated to 160 bits)`. Nothing is stored, so
 * a lost link can be mailed again; raising the row's `linkVersion` revokes every link that is out.
 */
@Injectable()
export class LinkTokens {
  private readonly keys: Record<LinkPurpose, Buffer>;

  constructor(config: Config) {
    const keyFor = (purpose: LinkPurpose) =>
      Buffer.from(hkdfSync('sha256', config.secretKey, 'symposia', `link:${purpose}:1`, 32));
    this.keys = Object.fromEntries(LINK_PURPOSES.map((purpose) => [purpose, keyFor(purpose)])) as typeof this.keys;
  }

  sign(purpose: LinkPurpose, id: string, version: number): string {
    const body = Buffer.alloc(ID_BYTES + VERSION_BYTES);
    Buffer.from(id.replaceAll('-', ''), 'hex').copy(body);
    body.writeUInt16BE(version, ID_BYTES);
    return Buffer.concat([body, this.mac(purpose, body)]).toString('base64url');
  }

  /** The id and version of a token with a good signature, else null. Compares in constant time. */
  verify(purpose: LinkPurpose, token: string): { id: string; version: number } | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + VERSION_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token)
      return null;
    const body = bytes.subarray(0, ID_BYTES + VERSION_BYTES);
    if (!timingSafeEqual(bytes.subarray(ID_BYTES + VERSION_BYTES), this.mac(purpose, body))) return null;
    const hex = body.subarray(0, ID_BYTES).toString('hex');
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    return { id, version: body.readUInt16BE(ID_BYTES) };
  }

  private mac(purpose: LinkPurpose, body: Buffer): Buffer {
    return createHmac('sha256', this.keys[purpose]).update(body).digest().subarray(0, SIGNATURE_BYTES);
  }
}

/** A new secret of 256 bits for a session or an API token, in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of such a secret. A plain hash is enough for 256 random bits (ASVS 5.0, 6.5.2). */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference that people can read out: two groups of four from Crockford's alphabet (no I, L, O, U), 40 bits. */
export function newReference(): string {
  const letters = [...randomBytes(8)].map((byte) => CROCKFORD[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
