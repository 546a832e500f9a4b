import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { TrackInUse } from './domain/programme.errors.js';
import { Track } from './entities/track.entity.js';
import { type CreateTrackInput, type UpdateTrackInput } from './inputs/track.input.js';
import { languageOf, ProgrammeDesk } from './programme-desk.js';

/** The tracks of an edition. */
@Injectable()
export class TracksService {
  constructor(private readonly desk: ProgrammeDesk) {}

  /** After all others. @returns its id @throws NotFound, NotAllowed */
  async create(actor: Actor, editionKey: string, input: CreateTrackInput): Promise<string> {
    return this.desk.change(actor, editionKey, async (tx, edition) => {
      const track = tx.manager.create(Track, {
        ...input,
        id: newId(),
        editionId: edition.id,
        name: asLocalised(input.name, languageOf(edition)),
        position: await this.desk.nextPosition(tx, 'track', edition),
        version: 1,
        createdAt: this.desk.now(),
      });
      await tx.manager.insert(Track, track);
      await this.desk.record(tx, actor, track, 'track', { action: 'track.create', after: input });
      return track.id;
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion */
  async update(actor: Actor, editionKey: string, id: string, input: UpdateTrackInput, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const track = await found(tx, edition, id);
      expectVersion(track, version);
      const before = partOf(track, input);
      const { name, ...plain } = input;
      Object.assign(track, plain, { version: track.version + 1 });
      if (name !== undefined) track.name = asLocalised(name, languageOf(edition));
      await tx.manager.save(track);
      await this.desk.record(tx, actor, track, 'track', { action: 'track.update', before, after: input });
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, TrackInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const track = await found(tx, edition, id);
      expectVersion(track, version);
      await translateConstraints(tx.manager.delete(Track, { id }), {
        programme_session_track_fk: () => new TrackInUse(),
      });
      await this.desk.record(tx, actor, track, 'track', { action: 'track.delete', before: track });
    });
  }
}

async function found(tx: Tx, edition: EditionDetails, id: string): Promise<Track> {
  const track = await tx.manager.findOneBy(Track, { id, editionId: edition.id });
  if (!track) throw new NotFound('The track');
  return track;
}
