import {
  type CountedScan,
  currentCheckIn,
  decideScan,
  placedInTime,
  type ScanKind,
  type ScanOutcome,
  type ScanReason,
  TWO_DEVICES,
} from './domain/check-in.js';
import { type RegistrationStatus } from './domain/registration-status.js';

/** A scan that counts, and the account that brought it. */
export interface HeldScan extends CountedScan {
  accountId: string | null;
}

/** A registration that is kept from being changed, with every scan of it that counts. */
export interface ScannedRegistration {
  id: string;
  reference: string;
  status: RegistrationStatus;
  linkVersion: number;
  version: number;
  checkedInAt: Date | null;
  scans: HeldScan[];
}

/** A scan as it goes into its table. */
export interface ScanRow {
  id: string;
  registrationId: string | null;
  nonce: string;
  kind: ScanKind;
  outcome: ScanOutcome;
  reason: string | null;
  device: string;
  scannedAt: Date;
}

type NewRow = Omit<ScanRow, 'outcome' | 'reason' | 'registrationId'>;

interface Meaning {
  outcome: ScanOutcome;
  reason: string | null;
}

/** What is to be written for a batch of scans: each with its outcome, and the earlier ones that mean something else now. */
export class CheckInBatch {
  readonly rows: ScanRow[] = [];
  readonly restated = new Map<string, Meaning>();
  private readonly touched = new Set<ScannedRegistration>();

  refuse(row: NewRow, registrationId: string | null, reason: ScanReason): void {
    this.rows.push({ ...row, registrationId, outcome: 'not_valid', reason });
  }

  /** Adds the scan to the registration's history. */
  take(row: NewRow, made: HeldScan, registration: ScannedRegistration): void {
    const scan = placedInTime(made, registration.scans);
    const before = currentCheckIn(registration.scans);
    const { outcome, reason, current, displaced, twoDevices } = decideScan(
      scan,
      registration.status,
      registration.scans,
    );
    const isSecond = twoDevices && outcome === 'already_in';
    const meaning = { outcome, reason: isSecond ? TWO_DEVICES : reason };
    this.rows.push({ ...row, ...meaning, registrationId: registration.id, scannedAt: scan.at });
    if (outcome === 'not_valid') return;
    registration.scans.push(scan);
    this.touched.add(registration);
    if (displaced) this.restate(displaced.id, { outcome: 'already_in', reason: twoDevices ? TWO_DEVICES : null });
    // An undo that arrives late leaves in whoever came after it.
    if (current && current.id !== scan.id && current.id !== before?.id) {
      this.restate(current.id, { outcome: 'checked_in', reason: null });
    }
  }

  /** The registrations whose check-in is another one than before. */
  changes(): { registration: ScannedRegistration; current: HeldScan | null }[] {
    return [...this.touched].flatMap((registration) => {
      const id = currentCheckIn(registration.scans)?.id;
      const current = registration.scans.find((scan) => scan.id === id) ?? null;
      return current?.at.getTime() === registration.checkedInAt?.getTime() ? [] : [{ registration, current }];
    });
  }

  private restate(id: string, meaning: Meaning): void {
    const own = this.rows.find((row) => row.id === id);
    if (own) Object.assign(own, meaning);
    else this.restated.set(id, meaning);
  }
}
