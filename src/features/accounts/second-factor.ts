import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { newTotpSecret, totpStep } from '../../platform/security/one-time-codes.js';
import { Seal } from '../../platform/security/seal.js';
import { newReference } from '../../platform/security/tokens.js';

const RECOVERY_CODES = 10;

/** Codes of an authenticator app (RFC 6238), and recovery codes for when it is lost. Counting the attempts is the caller's. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly clock: Clock,
    private readonly seal: Seal,
  ) {}

  /** A secret that does not count until a code of it has been shown. @returns it, or null when there is a confirmed one */
  async begin(tx: Tx, accountId: string): Promise<string | null> {
    const secret = newTotpSecret();
    const [account] = await tx.query(
      `UPDATE account SET totp_secret = $2, totp_last_step = NULL WHERE id = $1 AND totp_confirmed_at IS NULL RETURNING id`,
      [accountId, this.seal.close(secret)],
    );
    return account ? secret : null;
  }

  /** Does the code belong to the secret that was begun? Then it counts from now on. */
  async confirm(tx: Tx, accountId: string, code: string): Promise<boolean> {
    const step = await this.stepOf(tx, accountId, code, 'totp_confirmed_at IS NULL');
    if (step === null) return false;
    await tx.query(
      `UPDATE account SET totp_confirmed_at = $2, totp_last_step = $3, version = version + 1 WHERE id = $1`,
      [accountId, this.clock.now(), step],
    );
    return true;
  }

  /** Uses a code up: one of the app that is good now and later than the last one, or an unused recovery code. */
  async use(tx: Tx, accountId: string, code: string): Promise<boolean> {
    const step = await this.stepOf(tx, accountId, code, 'totp_confirmed_at IS NOT NULL');
    const [used] =
      step === null
        ? await tx.query(
            `UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
             RETURNING account_id`,
            [accountId, this.hashOf(code), this.clock.now()],
          )
        : await tx.query(
            `UPDATE account SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)
             RETURNING id`,
            [accountId, step],
          );
    return used !== undefined;
  }

  /** @returns whether there was one */
  async end(tx: Tx, accountId: string): Promise<boolean> {
    const [ended] = await tx.query(
      `UPDATE account SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, version = version + 1
       WHERE id = $1 AND totp_confirmed_at IS NOT NULL RETURNING id`,
      [accountId],
    );
    await tx.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    return ended !== undefined;
  }

  /** Makes the only ones that count from now on. @returns them, for this one time */
  async newRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => `${newReference()}-${newReference()}`);
    await tx.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    await tx.query('INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])', [
      accountId,
      codes.map((code) => this.hashOf(code)),
    ]);
    return codes;
  }

  private async stepOf(tx: Tx, accountId: string, code: string, where: string): Promise<number | null> {
    const [account] = await tx.query<{ secret: Buffer }>(
      `SELECT totp_secret AS secret FROM account WHERE id = $1 AND totp_secret IS NOT NULL AND ${where} FOR UPDATE`,
      [accountId],
    );
    const secret = account ? this.opened(account.secret) : null;
    return secret === null ? null : totpStep(secret, code, this.clock.now());
  }

  /** Null after SECRET_KEY has been changed: then no code is good, and an operator ends the second factor. */
  private opened(sealed: Buffer): string | null {
    try {
      return this.seal.open(sealed);
    } catch {
      return null;
    }
  }

  /** However it is typed: the alphabet has no I, L, O and U, and people set spaces for hyphens. */
  private hashOf(code: string): Buffer {
    const letters = code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1');
    return this.seal.fingerprint(`recovery-code:${letters}`);
  }
}
