import { generateSecret, generateURI, verifySync } from 'otplib';

/** Seconds a code is shown for, and how far another clock may be off: one step either way (RFC 6238, 5.2). */
const STEP = 30;

/** A new secret for an authenticator app, in Base32: 160 bits. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code for an authenticator app says. */
export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer: 'Symposia', label: email, secret });
}

/**
 * The time step that a code belongs to, or null when it is not a code of this secret around `now`. Whoever accepts it must remember
 * the step and accept no code of it, or of an earlier one, again.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const result = verifySync({ secret, token, epoch: Math.floor(now.getTime() / 1000), epochTolerance: STEP });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
