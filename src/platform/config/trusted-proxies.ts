import { isIP } from 'node:net';

/** Whose `X-Forwarded-For` counts: nobody's, that of so many proxies before us, or that of these addresses and networks. */
export type TrustedProxies = false | number | string[];

/** Networks that have a name. */
const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** More proxies than anybody has in a row. */
const MOST_HOPS = 16;

/** Reads a number of proxies, or names, addresses and networks with commas between them; null for anything else. */
export function readTrustedProxies(text: string): TrustedProxies | null {
  if (/^\d+$/.test(text)) {
    const hops = Number(text);
    return hops === 0 ? false : hops <= MOST_HOPS ? hops : null;
  }
  const proxies = text.split(',').map((one) => one.trim());
  return proxies.every(isNetwork) ? proxies : null;
}

function isNetwork(text: string): boolean {
  if (NAMED.has(text)) return true;
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // A length of 0 would be everybody, who could then be anybody.
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}
