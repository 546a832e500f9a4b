import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText, asLocalised } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { AccountsService } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';

type PartKind = 'room' | 'track' | 'speaker' | 'programme-session' | 'programme-release';

/** Who may touch the programme of an edition, one after the other, and what is told of it. */
@Injectable()
export class ProgrammeDesk {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * One change of an edition's programme at a time: a session names only what there is, and a release freezes all of it as it was
   * at one moment.
   * @throws NotFound, SignInRequired, NotAllowed
   */
  async change<T>(actor: Actor, editionKey: string, work: (tx: Tx, edition: EditionDetails) => Promise<T>): Promise<T> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'programme.edit', edition.scope);
    return this.database.transaction(async (tx) => {
      // Not FOR UPDATE: that would keep people from registering meanwhile.
      const [row] = await tx.query('SELECT 1 FROM edition WHERE id = $1 FOR NO KEY UPDATE', [edition.id]);
      if (!row) throw new NotFound('The edition');
      return work(tx, edition);
    });
  }

  /** The place after all others. */
  async nextPosition(tx: Tx, table: 'room' | 'track', { id }: EditionDetails): Promise<number> {
    const [next] = await tx.query<{ position: number }>(
      `SELECT coalesce(max(position), 0) + 1 AS position FROM ${table} WHERE edition_id = $1`,
      [id],
    );
    return next!.position;
  }

  now(): Date {
    return this.clock.now();
  }

  async record(
    tx: Tx,
    actor: Actor,
    { id, editionId, version }: { id: string; editionId: string; version: number },
    kind: PartKind,
    change: Pick<AuditRecord, 'action' | 'before' | 'after'>,
  ): Promise<void> {
    await this.audit.record(tx, actor, { ...change, object: { kind, id }, editionId, version });
  }
}

/** What a plain text is in. */
export const languageOf = ({ languages }: EditionDetails): Locale => languages[0] ?? 'en';

/** An empty text is none. */
export function textOrNone(text: string | LocalisedText | null, edition: EditionDetails): LocalisedText | null {
  return text === null || text === '' ? null : asLocalised(text, languageOf(edition));
}
