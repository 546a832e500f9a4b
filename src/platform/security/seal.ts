import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must be kept for a while but must not be read in the database: AES-256-GCM, as nonce ‖ tag ‖ text. */
@Injectable()
export class Seal {
  private readonly key: Buffer;
  private readonly fingerprintKey: Buffer;

  constructor(config: Config) {
    this.fingerprintKey = Buffer.from(hkdfSync('sha256', config.secretKey, 'symposia', 'fingerprint:1', 32));
    this.key = Buffer.from(hkdfSync('sha256', config.secretKey, 'symposia', 'seal:1', 32));
  }

  close(text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when it was sealed with another key or has been changed */
  open(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  }

  /**
   * What stands for a short secret, or an address, where only equality counts: HMAC-SHA-256. Without the key, a copy of the
   * database does not tell what it was, however few possibilities there are.
   */
  fingerprint(text: string): Buffer {
    return createHmac('sha256', this.fingerprintKey).update(text).digest();
  }
}
