import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { type ReleasedRoom, type ReleasedSpeaker, type ReleasedTrack } from './domain/released-programme.js';
import { type SessionKind } from './domain/session-kind.js';
import { type Warning, warnings } from './domain/warnings.js';
import { SELECT_ROOM, SELECT_SESSION, SELECT_SPEAKER, SELECT_TRACK, SESSION_ORDER } from './programme-sql.js';
import { type Availability } from './entities/speaker.entity.js';

export type RoomDetails = ReleasedRoom & { version: number };
export type TrackDetails = ReleasedTrack & { version: number };

/** A speaker with what is for the organisers only. */
export interface SpeakerDetails extends ReleasedSpeaker {
  email: string | null;
  availability: Availability[] | null;
  version: number;
}

export interface SessionDetails {
  id: string;
  title: LocalisedText;
  abstract: LocalisedText | null;
  kind: SessionKind;
  room: string | null;
  track: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  /** In order. */
  speakers: string[];
  chair: string | null;
  language: Locale | null;
  expected: number | null;
  version: number;
}

/** Reads of the draft, for those who work on it: nobody else may know of it before it is released. */
@Injectable()
export class ProgrammeQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
  ) {}

  /** @throws NotFound, SignInRequired, NotAllowed */
  async rooms(actor: Actor, key: string, page: PageRequest): Promise<Page<RoomDetails>> {
    return this.page(
      `${SELECT_ROOM} WHERE r.edition_id = $1
         AND ($2::uuid IS NULL OR (r.position, r.id) > (SELECT position, id FROM room WHERE id = $2))
       ORDER BY r.position, r.id LIMIT $3`,
      await this.edition(actor, key),
      page,
    );
  }

  /** @throws NotFound, SignInRequired, NotAllowed */
  async room(actor: Actor, key: string, id: string): Promise<RoomDetails> {
    return this.one(`${SELECT_ROOM} WHERE r.edition_id = $1 AND r.id = $2`, await this.edition(actor, key), id, 'room');
  }

  /** @throws NotFound, SignInRequired, NotAllowed */
  async tracks(actor: Actor, key: string, page: PageRequest): Promise<Page<TrackDetails>> {
    return this.page(
      `${SELECT_TRACK} WHERE t.edition_id = $1
         AND ($2::uuid IS NULL OR (t.position, t.id) > (SELECT position, id FROM track WHERE id = $2))
       ORDER BY t.position, t.id LIMIT $3`,
      await this.edition(actor, key),
      page,
    );
  }

  /** @throws NotFound, SignInRequired, NotAllowed */
  async track(actor: Actor, key: string, id: string): Promise<TrackDetails> {
    return this.one(
      `${SELECT_TRACK} WHERE t.edition_id = $1 AND t.id = $2`,
      await this.edition(actor, key),
      id,
      'track',
    );
  }

  /** By name. @throws NotFound, SignInRequired, NotAllowed */
  async speakers(actor: Actor, key: string, page: PageRequest): Promise<Page<SpeakerDetails>> {
    return this.page(
      `${SELECT_SPEAKER} WHERE s.edition_id = $1
         AND ($2::uuid IS NULL OR (lower(s.name), s.id) > (SELECT lower(name), id FROM speaker WHERE id = $2))
       ORDER BY lower(s.name), s.id LIMIT $3`,
      await this.edition(actor, key),
      page,
    );
  }

  /** @throws NotFound, SignInRequired, NotAllowed */
  async speaker(actor: Actor, key: string, id: string): Promise<SpeakerDetails> {
    return this.one(
      `${SELECT_SPEAKER} WHERE s.edition_id = $1 AND s.id = $2`,
      await this.edition(actor, key),
      id,
      'speaker',
    );
  }

  /** By their start; those without one come last. @throws NotFound, SignInRequired, NotAllowed */
  async sessions(actor: Actor, key: string, page: PageRequest): Promise<Page<SessionDetails>> {
    return this.page(
      `${SELECT_SESSION} WHERE p.edition_id = $1
         AND ($2::uuid IS NULL OR (${SESSION_ORDER}) >
           (SELECT ${SESSION_ORDER} FROM programme_session p WHERE p.id = $2))
       ORDER BY ${SESSION_ORDER} LIMIT $3`,
      await this.edition(actor, key),
      page,
    );
  }

  /** @throws NotFound, SignInRequired, NotAllowed */
  async session(actor: Actor, key: string, id: string): Promise<SessionDetails> {
    return this.one(
      `${SELECT_SESSION} WHERE p.edition_id = $1 AND p.id = $2`,
      await this.edition(actor, key),
      id,
      'session',
    );
  }

  /** What may be wrong with the draft. @throws NotFound, SignInRequired, NotAllowed */
  async warnings(actor: Actor, key: string): Promise<Warning[]> {
    const edition = await this.edition(actor, key);
    const all = <T>(select: string) => this.database.query<T>(`${select} WHERE edition_id = $1`, [edition.id]);
    const rooms = await all<RoomDetails>(SELECT_ROOM);
    const speakers = await all<SpeakerDetails>(SELECT_SPEAKER);
    const sessions = await all<SessionDetails>(SELECT_SESSION);
    return warnings({
      edition,
      rooms,
      speakers: speakers.map(({ id, timeZone, availability }) => ({
        ...{ id, timeZone },
        availability: availability && availability.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
      })),
      sessions,
    });
  }

  private async edition(actor: Actor, key: string): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, key);
    this.accounts.authorize(actor, 'programme.view', edition.scope);
    return edition;
  }

  private async page<T extends { id: string }>(
    select: string,
    edition: EditionDetails,
    { cursor, limit }: PageRequest,
  ): Promise<Page<T>> {
    const rows = await this.database.query<T>(select, [edition.id, cursor ?? null, limit + 1]);
    return pageOf(rows, limit, (last) => last.id);
  }

  private async one<T>(select: string, edition: EditionDetails, id: string, what: string): Promise<T> {
    const [row] = await this.database.query<T>(select, [edition.id, id]);
    if (!row) throw new NotFound(`The ${what}`);
    return row;
  }
}
