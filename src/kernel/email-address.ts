/**
 * The form under which two spellings of an e-mail address count as the same person: NFKC, trimmed, lower case.
 * RFC 5321 lets a server tell local parts apart by case; no provider in use does, and people do not.
 */
export function normaliseEmail(address: string): string {
  return address.normalize('NFKC').trim().toLowerCase();
}
