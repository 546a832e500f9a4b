import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/domain-error.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../database/database.js';
import { type Tx } from '../database/tx.js';
import { newId } from '../ids.js';
import { type CaughtMail, type CaughtMailStore, MAILBOX_LIMIT } from './mail-catcher.js';

const COLUMNS = `id, received_at AS "receivedAt", envelope_from AS "envelopeFrom", envelope_to AS "envelopeTo", subject,
  sender AS "from", recipient AS "to", size`;

/** What the built-in catcher has taken, kept in the database so that every process sees it. */
@Injectable()
export class CaughtMails implements CaughtMailStore {
  constructor(private readonly database: Database) {}

  async add(mail: Omit<CaughtMail, 'id' | 'receivedAt'>): Promise<void> {
    await this.database.query(
      `INSERT INTO caught_mail (id, envelope_from, envelope_to, subject, sender, recipient, size, raw)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), mail.envelopeFrom, mail.envelopeTo, mail.subject, mail.from, mail.to, mail.size, mail.raw],
    );
    await this.database.query(
      `DELETE FROM caught_mail WHERE id <= (SELECT id FROM caught_mail ORDER BY id DESC OFFSET $1 LIMIT 1)`,
      [MAILBOX_LIMIT],
    );
  }

  /** Newest first, without the messages themselves; `q` looks in recipients and subjects. */
  async list(page: PageRequest, q?: string): Promise<Page<Omit<CaughtMail, 'raw'>>> {
    const rows = await this.database.query<Omit<CaughtMail, 'raw'>>(
      `SELECT ${COLUMNS} FROM caught_mail WHERE ($1::uuid IS NULL OR id < $1)
         AND ($2::text IS NULL OR strpos(lower(recipient || ' ' || subject || ' ' || array_to_string(envelope_to, ' ')), lower($2)) > 0)
       ORDER BY id DESC LIMIT $3`,
      [page.cursor ?? null, q || null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  async count(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('SELECT count(*)::int AS count FROM caught_mail');
    return row!.count;
  }

  /** Removes everything that was sent to these addresses, which are in small letters. */
  async forget(tx: Tx, addresses: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM caught_mail WHERE EXISTS (SELECT 1 FROM unnest(envelope_to) AS address WHERE lower(address) = ANY ($1::text[]))`,
      [addresses],
    );
  }

  /** @throws NotFound */
  async byId(id: string): Promise<CaughtMail> {
    const [row] = await this.database.query<CaughtMail>(`SELECT ${COLUMNS}, raw FROM caught_mail WHERE id = $1`, [id]);
    if (!row) throw new NotFound('The mail');
    return row;
  }
}
