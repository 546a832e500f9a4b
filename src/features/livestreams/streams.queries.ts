import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';
import { type LiveState, liveState, type LiveWindow, liveWindow } from './domain/live-window.js';
import { mirrorsFor } from './domain/mirror-choice.js';
import { type Provider } from './entities/stream-mirror.entity.js';

export interface MirrorDetails {
  id: string;
  label: string | null;
  region: string[];
  language: Locale | null;
  provider: Provider;
  url: string;
  priority: number;
}

export interface StreamDetails {
  id: string;
  title: LocalisedText;
  access: 'public' | 'registered';
  opensMinutesBefore: number;
  closesMinutesAfter: number;
  mirrors: MirrorDetails[];
  version: number;
}

/** What a viewer sees of a stream now. `mirror` is null unless it is open and has one for the viewer. */
export interface LiveView {
  stream: StreamDetails;
  window: LiveWindow;
  state: LiveState;
  mirror: MirrorDetails | null;
  /** Further mirrors that serve the viewer. */
  others: MirrorDetails[];
}

const SELECT = `
  SELECT s.id, s.title, s.access, s.opens_minutes_before AS "opensMinutesBefore",
    s.closes_minutes_after AS "closesMinutesAfter", s.version,
    coalesce((SELECT json_agg(json_build_object('id', m.id, 'label', m.label, 'region', m.region, 'language', m.language,
      'provider', m.provider, 'url', m.url, 'priority', m.priority) ORDER BY m.priority, m.id)
      FROM stream_mirror m WHERE m.stream_id = s.id), '[]') AS mirrors
  FROM stream s`;

@Injectable()
export class StreamQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** With the addresses, so for those who may see them. */
  async list(actor: Actor, edition: EditionDetails, page: PageRequest): Promise<Page<StreamDetails>> {
    this.accounts.authorize(actor, 'stream.view', edition.scope);
    const rows = await this.database.query<StreamDetails>(
      `${SELECT} WHERE s.edition_id = $1
         AND ($2::uuid IS NULL OR (s.position, s.id) > (SELECT position, id FROM stream WHERE id = $2))
       ORDER BY s.position, s.id LIMIT $3`,
      [edition.id, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async byId(actor: Actor, edition: EditionDetails, id: string): Promise<StreamDetails> {
    this.accounts.authorize(actor, 'stream.view', edition.scope);
    const [row] = await this.database.query<StreamDetails>(`${SELECT} WHERE s.edition_id = $1 AND s.id = $2`, [
      edition.id,
      id,
    ]);
    if (!row) throw new NotFound('The stream');
    return row;
  }

  /** Which of these editions have streams, each with an address. Tells no address, so it asks for no permission. */
  async withStream(editionIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT edition_id AS id FROM stream s WHERE edition_id = ANY ($1::uuid[]) GROUP BY edition_id
       HAVING bool_and(EXISTS (SELECT 1 FROM stream_mirror m WHERE m.stream_id = s.id))`,
      [editionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** When the first stream of an edition opens; null without a stream or a start. For mails. */
  async opensAt(edition: EditionDetails): Promise<Date | null> {
    const stream = await this.first(edition);
    return stream && edition.startsAt && edition.endsAt
      ? liveWindow({ startsAt: edition.startsAt, endsAt: edition.endsAt }, stream).opensAt
      : null;
  }

  /** What the holder of a join link sees now; null when the edition has no stream or no date. */
  async live(edition: EditionDetails, viewer: { country: string | null; language: string }): Promise<LiveView | null> {
    const stream = await this.first(edition);
    if (!stream || !edition.startsAt || !edition.endsAt) return null;
    const window = liveWindow({ startsAt: edition.startsAt, endsAt: edition.endsAt }, stream);
    const state = liveState(window, this.clock.now());
    const [mirror = null, ...others] = state === 'open' ? mirrorsFor(stream.mirrors, viewer) : [];
    return { stream, window, state, mirror, others };
  }

  private async first(edition: EditionDetails): Promise<StreamDetails | null> {
    const [row] = await this.database.query<StreamDetails>(
      `${SELECT} WHERE s.edition_id = $1 ORDER BY s.position, s.id LIMIT 1`,
      [edition.id],
    );
    return row ?? null;
  }
}
