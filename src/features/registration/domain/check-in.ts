import { type RegistrationStatus } from './registration-status.js';

/** Somebody comes in, or a check-in is taken back. */
export const SCAN_KINDS = ['in', 'undo'] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

/**
 * - `checked_in`: this scan is the one by which the person is in.
 * - `already_in`: another scan came before it (or, for an undo, the person has been checked in again since).
 * - `not_valid`: nothing was done, see the reason.
 * - `undone`: the check-in was taken back by this scan, or (for a scan that arrived late) has been taken back since.
 */
export const SCAN_OUTCOMES = ['checked_in', 'already_in', 'not_valid', 'undone'] as const;
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];

/**
 * Why a scan is not valid; `replaced` is a ticket whose holder has been given another one, `too-old` a scan that a device has kept
 * for more than a week.
 */
export const SCAN_REASONS = [
  'unknown',
  'other-edition',
  'replaced',
  'cancelled',
  'waitlisted',
  'pending',
  'offered',
  'declined',
  'not-checked-in',
  'too-old',
] as const;
export type ScanReason = (typeof SCAN_REASONS)[number];

/** What is written beside an `already_in` whose badge was let in on another device as well. */
export const TWO_DEVICES = 'two-devices';

/** A scan as it counts in the history of one registration. */
export interface CountedScan {
  id: string;
  kind: ScanKind;
  /** When the device made it, by our clock. */
  at: Date;
  receivedAt: Date;
  /** What the device calls itself; another name is another device. */
  device: string;
  /** The device has let the person in without asking us. Undefined: it does not say, and its age tells. */
  offline?: boolean;
}

export interface ScanDecision {
  outcome: ScanOutcome;
  reason: ScanReason | null;
  /** The scan by which the person is in now; null: is not in. */
  current: CountedScan | null;
  /** The scan by which the person was in until this earlier one arrived. */
  displaced: CountedScan | null;
  /** The same badge was let in on two devices that did not know of each other. */
  twoDevices: boolean;
}

/** Scans older than this have been forgotten on a device: nobody can say any more what happened. */
const KEPT_FOR_MS = 7 * 24 * 3_600_000;

/** Whoever asks while somebody stands at the door does not take longer to reach us. */
const ASKED_WITHIN_MS = 10_000;

const inOrder = (a: CountedScan, b: CountedScan) =>
  a.at.getTime() - b.at.getTime() ||
  a.receivedAt.getTime() - b.receivedAt.getTime() ||
  (a.id < b.id ? -1 : Number(a.id > b.id));

/** Was it decided without us, and are we only told of it? */
function wasDecidedElsewhere({ offline, at, receivedAt }: CountedScan): boolean {
  return offline ?? receivedAt.getTime() - at.getTime() > ASKED_WITHIN_MS;
}

/**
 * A scan where it belongs in the history: one that was decided elsewhere when it was made, and one that is asked about now after
 * everything that is known, whatever the clocks say. So of ten phones that ask at the same moment only one is told yes.
 */
export function placedInTime<S extends CountedScan>(scan: S, earlier: readonly CountedScan[]): S {
  if (wasDecidedElsewhere(scan)) return scan;
  const last = Math.max(...earlier.map(({ at }) => at.getTime()));
  return { ...scan, at: new Date(Math.max(scan.receivedAt.getTime(), last + 1)) };
}

/** The first scan since the last undo, in the order in which they were made; null: the person is not in. */
export function currentCheckIn(scans: readonly CountedScan[]): CountedScan | null {
  let current: CountedScan | null = null;
  for (const scan of [...scans].sort(inOrder)) {
    if (scan.kind === 'undo') current = null;
    else current ??= scan;
  }
  return current;
}

/**
 * What a scan of a known badge means. Devices work without a connection, so scans arrive in any order; the order in which they
 * were made is what counts, so that every order of arrival ends the same: the earliest wins.
 * @param earlier what is known of this registration, without refused scans
 */
export function decideScan(
  scan: CountedScan,
  status: RegistrationStatus,
  earlier: readonly CountedScan[],
): ScanDecision {
  const before = currentCheckIn(earlier);
  const none = { displaced: null, twoDevices: false };
  if (scan.kind === 'in' && status !== 'confirmed') {
    return { ...none, outcome: 'not_valid', reason: status, current: before };
  }
  if (scan.kind === 'undo' && before === null) {
    return { ...none, outcome: 'not_valid', reason: 'not-checked-in', current: null };
  }
  const current = currentCheckIn([...earlier, scan]);
  if (current === null) return { ...none, outcome: 'undone', reason: null, current };
  if (current !== scan) {
    const twoDevices = scan.kind === 'in' && current.device !== scan.device && wasDecidedElsewhere(scan);
    return { outcome: 'already_in', reason: null, current, displaced: null, twoDevices };
  }
  const twoDevices = before !== null && before.device !== scan.device;
  return { outcome: 'checked_in', reason: null, current, displaced: before, twoDevices };
}

/**
 * When a scan was made, by our clock: a device's own clock is corrected by what it showed when it sent the scan, and nothing
 * happens in the future.
 * @returns null for what is older than a week
 */
export function timeOfScan(at: Date, sentAt: Date | null, now: Date): Date | null {
  const corrected = at.getTime() + (sentAt ? now.getTime() - sentAt.getTime() : 0);
  if (corrected < now.getTime() - KEPT_FOR_MS) return null;
  return new Date(Math.min(corrected, now.getTime()));
}

/** What was scanned or typed: a ticket (by its address, as the QR holds it), or something that may be a reference. */
export interface Scanned {
  ticket?: string;
  reference?: string;
}

/** Reads what a scanner or a person has typed. Empty for what is neither a ticket nor shaped like a reference. */
export function readScanned(text: string): Scanned {
  const plain = text.normalize('NFKC').trim();
  const ticket = /(?:\/t\/|^)([\w-]{51})(?:[/?#]|$)/.exec(plain)?.[1];
  if (ticket !== undefined) return { ticket };
  const reference = readReference(plain);
  return reference === null ? {} : { reference };
}

/** `7k3m 9qxt` is `7K3M-9QXT`; letters that Crockford's alphabet has not stand for the digits that they look like. */
export function readReference(text: string): string | null {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}
