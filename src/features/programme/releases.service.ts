import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { NothingToRelease } from './domain/programme.errors.js';
import { changes, isUnchanged } from './domain/release-changes.js';
import { EMPTY_PROGRAMME, onlyNamed, type ReleasedProgramme } from './domain/released-programme.js';
import { ProgrammeRelease } from './entities/programme-release.entity.js';
import { type ReleaseInput } from './inputs/release.input.js';
import { ProgrammeDesk } from './programme-desk.js';
import { type RoomDetails, type SessionDetails, type SpeakerDetails, type TrackDetails } from './programme.queries.js';
import { SELECT_ROOM, SELECT_SESSION, SELECT_SPEAKER, SELECT_TRACK, SESSION_ORDER } from './programme-sql.js';

/** From the draft to what everybody sees. */
@Injectable()
export class ReleasesService {
  constructor(private readonly desk: ProgrammeDesk) {}

  /** Freezes the draft as it is. @returns its version @throws NotFound, NotAllowed, NothingToRelease */
  async release(actor: Actor, editionKey: string, { comment }: ReleaseInput): Promise<number> {
    return this.desk.change(actor, editionKey, async (tx, { id: editionId }) => {
      const newest = await tx.manager.findOne(ProgrammeRelease, { where: { editionId }, order: { version: 'DESC' } });
      const content = await draftOf(tx, editionId);
      const changed = changes(newest?.content ?? EMPTY_PROGRAMME, content);
      if (isUnchanged(changed)) throw new NothingToRelease();
      const release = tx.manager.create(ProgrammeRelease, {
        id: newId(),
        editionId,
        version: (newest?.version ?? 0) + 1,
        comment,
        content,
        changes: changed,
        releasedBy: actor.kind === 'account' ? actor.accountId : null,
        releasedAt: this.desk.now(),
      });
      await tx.manager.insert(ProgrammeRelease, release);
      const { added, removed, moved, edited } = changed;
      const counts = { added: added.length, removed: removed.length, moved: moved.length, edited: edited.length };
      await this.desk.record(tx, actor, release, 'programme-release', {
        action: 'programme.release',
        after: { version: release.version, comment, ...counts },
      });
      return release.version;
    });
  }
}

/** The draft as the public may see it. */
async function draftOf(tx: Tx, editionId: string): Promise<ReleasedProgramme> {
  const rooms = await tx.query<RoomDetails>(`${SELECT_ROOM} WHERE r.edition_id = $1 ORDER BY r.position, r.id`, [
    editionId,
  ]);
  const tracks = await tx.query<TrackDetails>(`${SELECT_TRACK} WHERE t.edition_id = $1 ORDER BY t.position, t.id`, [
    editionId,
  ]);
  const speakers = await tx.query<SpeakerDetails>(
    `${SELECT_SPEAKER} WHERE s.edition_id = $1 ORDER BY lower(s.name), s.id`,
    [editionId],
  );
  const sessions = await tx.query<SessionDetails>(
    `${SELECT_SESSION} WHERE p.edition_id = $1 ORDER BY ${SESSION_ORDER}`,
    [editionId],
  );
  // Field by field, so that nothing becomes public because a row has got one more.
  return onlyNamed({
    rooms: rooms.map(({ id, name, capacity, virtual, timeZone }) => ({ id, name, capacity, virtual, timeZone })),
    tracks: tracks.map(({ id, name, colour }) => ({ id, name, colour })),
    speakers: speakers.map(({ id, name, nativeName, institution, affiliation, timeZone, biography }) => ({
      ...{ id, name, nativeName, institution, affiliation, timeZone, biography },
    })),
    sessions: sessions.map(
      ({ id, title, abstract, kind, room, track, speakers: spoken, chair, language, ...times }) => ({
        ...{ id, title, abstract, kind, room, track, speakers: spoken, chair, language },
        startsAt: times.startsAt?.toISOString() ?? null,
        endsAt: times.endsAt?.toISOString() ?? null,
      }),
    ),
  });
}
