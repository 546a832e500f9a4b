import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { SignInRequired } from './domain/accounts.errors.js';
import { DRAFT_DAYS, type DraftAnswers, isFormName, keepableAnswers, MAX_DRAFTS } from './domain/form-drafts.js';

/** What somebody has typed into a form and not saved yet. */
export interface FormDraft {
  answers: Record<string, string | string[]>;
  /** Of the object when the form was opened; null for a new one. */
  objectVersion: number | null;
  savedAt: Date;
}

/** Drafts of forms: each belongs to one person, who alone can see it. No trail is kept of them, since nothing has happened yet. */
@Injectable()
export class FormDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns when it was saved. @throws SignInRequired, NotFound for a name that no form has, DraftTooLarge */
  async keep(actor: Actor, form: string, answers: DraftAnswers, objectVersion: number | null): Promise<Date> {
    const accountId = accountOf(actor);
    if (!isFormName(form)) throw new NotFound('The form');
    const kept = JSON.stringify(keepableAnswers(answers));
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO form_draft (account_id, form, object_version, answers, saved_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account_id, form) DO UPDATE SET object_version = excluded.object_version,
           answers = excluded.answers, saved_at = excluded.saved_at`,
        [accountId, form, objectVersion, kept, now],
      );
      await tx.query(
        `DELETE FROM form_draft WHERE account_id = $1 AND form IN (
           SELECT form FROM form_draft WHERE account_id = $1 ORDER BY saved_at DESC, form OFFSET $2)`,
        [accountId, MAX_DRAFTS],
      );
    });
    return now;
  }

  /** Null where there is none, and for everybody who has no account. */
  async find(actor: Actor, form: string): Promise<FormDraft | null> {
    if (actor.kind !== 'account') return null;
    const [row] = await this.database.query<FormDraft>(
      `SELECT answers, object_version AS "objectVersion", saved_at AS "savedAt" FROM form_draft
       WHERE account_id = $1 AND form = $2`,
      [actor.accountId, form],
    );
    return row ?? null;
  }

  /** Does nothing where there is none. @throws SignInRequired */
  async discard(actor: Actor, form: string): Promise<void> {
    const accountId = accountOf(actor);
    await this.database.transaction((tx) =>
      tx.query('DELETE FROM form_draft WHERE account_id = $1 AND form = $2', [accountId, form]),
    );
  }

  /** Forgets what nobody has touched for a month. */
  async prune(): Promise<void> {
    const limit = new Date(this.clock.now().getTime() - DRAFT_DAYS * 86_400_000);
    await this.database.query('DELETE FROM form_draft WHERE saved_at < $1', [limit]);
  }
}

function accountOf(actor: Actor): string {
  if (actor.kind !== 'account') throw new SignInRequired();
  return actor.accountId;
}
