import { randomBytes } from 'node:crypto';

/** A new UUIDv7 (RFC 9562, 5.7): 48 bits of Unix time in ms, then random bits, so that new rows stand together in an index. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Several at once, in ascending order, so that rows copied together keep theirs. */
export function newIds(count: number): string[] {
  return Array.from({ length: count }, newId).sort();
}
