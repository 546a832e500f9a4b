import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id (ASVS 5.0, appendix C): 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash that nobody's password has: checked when there is no account, so that the answer takes as long. */
let decoy: Promise<string> | undefined;

/** The password counts as it was typed, byte for byte. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Is it the password? With `stored` null it does the same work and says no. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== null;
}
