import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { newIds } from '../../platform/ids.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { AuditService } from '../audit/index.js';
import { CheckInBatch, type ScannedRegistration } from './check-in-batch.js';
import { readReference, readScanned, type ScanReason, timeOfScan } from './domain/check-in.js';
import { NonceTaken } from './domain/check-in.errors.js';
import { type ScanInput } from './inputs/check-in.input.js';

/** A scan to be recorded; without `at` it is made now. */
export type NewScan = Omit<ScanInput, 'at'> & { at?: Date | undefined };

/** What a scan says it is about: `version` is that of the link, which only a ticket names. Empty for a forged ticket. */
interface Target {
  id?: string;
  version?: number;
  reference?: string;
}

/**
 * Writes scans down. Locks the registrations that are scanned, in the order of their ids, and nothing else: admission and the
 * door do not wait for each other.
 */
@Injectable()
export class CheckInDesk {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Each scan with an outcome of its own; those whose nonce is known are left alone. @throws NonceTaken */
  async record(tx: Tx, actor: Actor, editionId: string, scans: readonly NewScan[], sentAt?: Date): Promise<void> {
    const targets = scans.map((scan) => this.targetOf(scan));
    const registrations = await lock(tx, editionId, targets);
    // Not before: whoever has waited here comes later than those who were waited for.
    const now = this.clock.now();
    const elsewhere = await inOtherEditions(tx, editionId, targets);
    const known = await knownNonces(tx, editionId, scans);
    const batch = new CheckInBatch();
    const accountId = actor.kind === 'account' ? actor.accountId : null;
    const ids = newIds(scans.length);
    scans.forEach(({ nonce, kind, device, offline, at: given }, index) => {
      if (known.has(nonce)) return;
      known.add(nonce);
      const [id, target] = [ids[index]!, targets[index]!];
      const registration = registrations.find((one) => one.id === target.id || one.reference === target.reference);
      const at = given ? timeOfScan(given, sentAt ?? null, now) : now;
      const row = { id, nonce, kind, device, scannedAt: at ?? given ?? now };
      const refuse = (reason: ScanReason) => batch.refuse(row, registration?.id ?? null, reason);
      if (!registration)
        refuse(target.version !== undefined && elsewhere.has(target.id!) ? 'other-edition' : 'unknown');
      else if (at === null) refuse('too-old');
      else if (target.version !== undefined && target.version !== registration.linkVersion) refuse('replaced');
      else batch.take(row, { id, kind, device, offline, at, receivedAt: now, accountId }, registration);
    });
    await save(tx, editionId, batch, { accountId, now });
    await this.recordChanges(tx, actor, editionId, batch);
  }

  private targetOf({ registration, reference, ticket }: NewScan): Target {
    if (registration !== undefined) return { id: registration.toLowerCase() };
    // A scanner that types what it reads may have been pointed at the wrong field.
    const scanned = readScanned(ticket ?? reference ?? '');
    if (scanned.ticket !== undefined) return this.tokens.verify('ticket', scanned.ticket) ?? {};
    const typed = reference === undefined ? null : readReference(reference);
    return typed === null ? {} : { reference: typed };
  }

  /** Who is in, since when and by whom, on the registrations themselves and in the trail. */
  private async recordChanges(tx: Tx, actor: Actor, editionId: string, batch: CheckInBatch): Promise<void> {
    const changes = batch.changes();
    if (changes.length === 0) return;
    await tx.query(
      `UPDATE registration SET checked_in_at = new.at, checked_in_by = new.by, version = registration.version + 1
       FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, at timestamptz, by uuid) WHERE registration.id = new.id`,
      [
        JSON.stringify(
          changes.map(({ registration: { id }, current }) => ({ id, at: current?.at, by: current?.accountId })),
        ),
      ],
    );
    await this.audit.recordAll(
      tx,
      changes.map(({ registration, current }) => ({
        ...(current ? { action: 'registration.check-in' } : { action: 'registration.undo-check-in' }),
        actor,
        object: { kind: 'registration', id: registration.id },
        editionId,
        version: registration.version + 1,
        before: { checkedInAt: registration.checkedInAt },
        after: { checkedInAt: current?.at ?? null, device: (current ?? registration.scans.at(-1))?.device },
      })),
    );
  }
}

/** The registrations of the edition that are scanned, kept from being changed, with their scans so far. */
async function lock(tx: Tx, editionId: string, targets: readonly Target[]): Promise<ScannedRegistration[]> {
  const rows = await tx.query<Omit<ScannedRegistration, 'scans'>>(
    `SELECT id, reference, status, link_version AS "linkVersion", version, checked_in_at AS "checkedInAt" FROM registration
     WHERE edition_id = $1 AND (id = ANY ($2::uuid[]) OR reference = ANY ($3::text[])) ORDER BY id FOR NO KEY UPDATE`,
    [editionId, targets.flatMap(({ id }) => id ?? []), targets.flatMap(({ reference }) => reference ?? [])],
  );
  if (rows.length === 0) return [];
  const registrations = rows.map((row): ScannedRegistration => ({ ...row, scans: [] }));
  const byId = new Map(registrations.map((one) => [one.id, one]));
  const scans = await tx.query<ScannedRegistration['scans'][number] & { registrationId: string }>(
    `SELECT id, registration_id AS "registrationId", kind, device, scanned_at AS at, received_at AS "receivedAt",
       account_id AS "accountId"
     FROM check_in_scan WHERE registration_id = ANY ($1::uuid[]) AND outcome <> 'not_valid'`,
    [[...byId.keys()]],
  );
  for (const { registrationId, ...scan } of scans) byId.get(registrationId)!.scans.push(scan);
  return registrations;
}

/** Good tickets of something else. A bare id is not looked for elsewhere: it must not be found out. */
async function inOtherEditions(tx: Tx, editionId: string, targets: readonly Target[]): Promise<Set<string>> {
  const ids = targets.flatMap(({ id, version }) => (id !== undefined && version !== undefined ? [id] : []));
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM registration WHERE id = ANY ($1::uuid[]) AND edition_id <> $2',
    [ids, editionId],
  );
  return new Set(rows.map(({ id }) => id));
}

async function knownNonces(tx: Tx, editionId: string, scans: readonly NewScan[]): Promise<Set<string>> {
  const rows = await tx.query<{ nonce: string }>(
    'SELECT nonce FROM check_in_scan WHERE edition_id = $1 AND nonce = ANY ($2::text[])',
    [editionId, scans.map(({ nonce }) => nonce)],
  );
  return new Set(rows.map(({ nonce }) => nonce));
}

/** @throws NonceTaken */
async function save(
  tx: Tx,
  editionId: string,
  { rows, restated }: CheckInBatch,
  { accountId, now }: { accountId: string | null; now: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const inserted = await tx.query(
    `INSERT INTO check_in_scan (id, edition_id, registration_id, nonce, kind, outcome, reason, device, account_id,
       scanned_at, received_at)
     SELECT id, $2, "registrationId", nonce, kind, outcome, reason, device, $3, "scannedAt", $4
     FROM jsonb_to_recordset($1::jsonb) AS scan (id uuid, "registrationId" uuid, nonce text, kind text, outcome text,
       reason text, device text, "scannedAt" timestamptz)
     ON CONFLICT (edition_id, nonce) DO NOTHING RETURNING nonce`,
    [JSON.stringify(rows), editionId, accountId, now],
  );
  // One upload twice at the same moment: where a badge is known the second has waited for its row, and knows. Unknown badges change nothing.
  if (inserted.length < rows.length && rows.some(({ registrationId }) => registrationId !== null)) {
    throw new NonceTaken();
  }
  if (restated.size === 0) return;
  await tx.query(
    `UPDATE check_in_scan SET outcome = new.outcome, reason = new.reason
     FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, outcome text, reason text) WHERE check_in_scan.id = new.id`,
    [JSON.stringify([...restated].map(([id, meaning]) => ({ id, ...meaning })))],
  );
}
