/*
 * How often somebody may try. Two sides of every attempt are counted: where it comes from and whom it is aimed at, whether or not the
 * address is known here. Failures count; what succeeds is given back.
 */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many points within so many seconds from the first on. */
export const LIMITS = {
  /** Wrong passwords from one network. */
  signInFromNetwork: { name: 'sign-in-network', points: 20, seconds: 15 * MINUTE },
  /** Wrong passwords for one address. */
  signInToAddress: { name: 'sign-in-address', points: 10, seconds: 15 * MINUTE },
  /** The same over a day: patience does not help. */
  signInToAddressADay: { name: 'sign-in-address-day', points: 100, seconds: DAY },
  /** Wrong codes of a second factor, for one sign-in that waits for it. */
  codeForSession: { name: 'code-session', points: 5, seconds: 10 * MINUTE },
  /** The same for one account, whoever signs in. */
  codeForAccount: { name: 'code-account', points: 10, seconds: 15 * MINUTE },
  /** Links asked for to be mailed to one address. These count whatever comes of them. */
  linkToAddress: { name: 'link-address', points: 5, seconds: HOUR },
  /** Links asked for by one network. */
  linkFromNetwork: { name: 'link-network', points: 20, seconds: HOUR },
} as const;

/**
 * What counts as one place: an IPv4 address, or the /64 of an IPv6 address, since one line has all of those. An IPv4 address written as
 * IPv6 (`::ffff:192.0.2.1`) is the same place.
 */
export function networkOf(ip: string | undefined): string {
  if (ip === undefined || ip === '') return 'unknown';
  const [address = ''] = ip.toLowerCase().split('%');
  const mapped = /^(?:0*:)*:?(?:0*:)*ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // A dotted end stands for two groups.
  const size = (groups: string[]) => groups.length + (groups.at(-1)?.includes('.') ? 1 : 0);
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - size(left) - size(right)) }, () => '0');
  const groups = [...left, ...gap, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
