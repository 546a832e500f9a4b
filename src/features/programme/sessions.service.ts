import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type FieldError, InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { ProgrammeSession } from './entities/programme-session.entity.js';
import { type CreateSessionInput, type UpdateSessionInput } from './inputs/session.input.js';
import { languageOf, ProgrammeDesk, textOrNone } from './programme-desk.js';
import { sessionTimes } from './session-times.js';

/** The sessions of an edition's draft. The public sees none of it before it is released. */
@Injectable()
export class ProgrammeSessionsService {
  constructor(private readonly desk: ProgrammeDesk) {}

  /** @returns its id @throws NotFound, NotAllowed, InvalidInput, AmbiguousLocalTime */
  async create(actor: Actor, editionKey: string, input: CreateSessionInput): Promise<string> {
    return this.desk.change(actor, editionKey, async (tx, edition) => {
      const session = tx.manager.create(ProgrammeSession, {
        ...{ id: newId(), editionId: edition.id, version: 1, createdAt: this.desk.now() },
        ...{ abstract: null, roomId: null, trackId: null, chairId: null, startsAt: null, endsAt: null },
      });
      await apply(tx, edition, session, input);
      await tx.manager.insert(ProgrammeSession, session);
      await writeSpeakers(tx, session, input.speakers);
      await this.desk.record(tx, actor, session, 'programme-session', {
        action: 'programme-session.create',
        after: input,
      });
      return session.id;
    });
  }

  /** Changes what is given and leaves the rest. @throws as `create`, and StaleVersion */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateSessionInput,
    version?: number,
  ): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const session = await found(tx, edition, id);
      expectVersion(session, version);
      const before = partOf(await asGiven(tx, session), input);
      await apply(tx, edition, session, input);
      session.version += 1;
      await tx.manager.save(session);
      if (input.speakers) {
        await tx.query('DELETE FROM programme_session_speaker WHERE session_id = $1', [id]);
        await writeSpeakers(tx, session, input.speakers);
      }
      await this.desk.record(tx, actor, session, 'programme-session', {
        action: 'programme-session.update',
        before,
        after: input,
      });
    });
  }

  /** Releases that name it keep it. @throws NotFound, NotAllowed, StaleVersion */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const session = await found(tx, edition, id);
      expectVersion(session, version);
      const before = await asGiven(tx, session);
      await tx.manager.delete(ProgrammeSession, { id });
      await this.desk.record(tx, actor, session, 'programme-session', { action: 'programme-session.delete', before });
    });
  }
}

/** @throws InvalidInput, AmbiguousLocalTime */
async function apply(
  tx: Tx,
  edition: EditionDetails,
  session: ProgrammeSession,
  { title, abstract, room, track, speakers, chair, startsAt, endsAt, ...plain }: UpdateSessionInput,
): Promise<void> {
  await checkNamed(tx, edition, { room, track, speakers, chair });
  Object.assign(session, plain, sessionTimes(session, { startsAt, endsAt }, edition.timeZone));
  if (title !== undefined) session.title = asLocalised(title, languageOf(edition));
  if (abstract !== undefined) session.abstract = textOrNone(abstract, edition);
  if (room !== undefined) session.roomId = room;
  if (track !== undefined) session.trackId = track;
  if (chair !== undefined) session.chairId = chair;
}

type Named = Pick<UpdateSessionInput, 'room' | 'track' | 'speakers' | 'chair'>;

/** Whatever a session names is of its edition. @throws InvalidInput, with all that is not */
async function checkNamed(tx: Tx, edition: EditionDetails, { room, track, speakers, chair }: Named): Promise<void> {
  const asked = [
    ...(room ? [{ path: 'room', kind: 'room', id: room }] : []),
    ...(track ? [{ path: 'track', kind: 'track', id: track }] : []),
    ...(speakers ?? []).map((id, index) => ({ path: `speakers.${index}`, kind: 'speaker', id })),
    ...(chair ? [{ path: 'chair', kind: 'speaker', id: chair }] : []),
  ];
  if (asked.length === 0) return;
  const rows = await tx.query<{ name: string }>(
    `SELECT 'room ' || id AS name FROM room WHERE edition_id = $1 AND id = ANY ($2::uuid[])
     UNION ALL SELECT 'track ' || id FROM track WHERE edition_id = $1 AND id = ANY ($2::uuid[])
     UNION ALL SELECT 'speaker ' || id FROM speaker WHERE edition_id = $1 AND id = ANY ($2::uuid[])`,
    [edition.id, asked.map(({ id }) => id)],
  );
  const own = new Set(rows.map(({ name }) => name));
  const errors = asked
    .filter(({ kind, id }) => !own.has(`${kind} ${id}`))
    .map(({ path, kind }): FieldError => ({
      path,
      code: `unknown-${kind}`,
      message: `There is no such ${kind} in this edition.`,
    }));
  if (errors.length > 0) throw new InvalidInput(errors);
}

/** As an input gives it, for the trail. */
async function asGiven(tx: Tx, session: ProgrammeSession): Promise<object> {
  const rows = await tx.query<{ id: string }>(
    'SELECT speaker_id AS id FROM programme_session_speaker WHERE session_id = $1 ORDER BY position',
    [session.id],
  );
  const { title, abstract, kind, roomId, trackId, chairId, startsAt, endsAt, language, expected } = session;
  return {
    ...{ title, abstract, kind, room: roomId, track: trackId, chair: chairId, startsAt, endsAt, language, expected },
    speakers: rows.map(({ id }) => id),
  };
}

async function writeSpeakers(tx: Tx, { id }: ProgrammeSession, speakers: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO programme_session_speaker (session_id, speaker_id, position)
     SELECT $1, speaker.id, speaker.position FROM unnest($2::uuid[]) WITH ORDINALITY AS speaker (id, position)`,
    [id, speakers],
  );
}

/** @throws NotFound */
async function found(tx: Tx, edition: EditionDetails, id: string): Promise<ProgrammeSession> {
  const session = await tx.manager.findOneBy(ProgrammeSession, { id, editionId: edition.id });
  if (!session) throw new NotFound('The session');
  return session;
}
