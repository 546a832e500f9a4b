import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { partOf } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { InstitutionsService } from '../institutions/index.js';
import { SpeakerInUse } from './domain/programme.errors.js';
import { type Availability, Speaker } from './entities/speaker.entity.js';
import { type CreateSpeakerInput, type UpdateSpeakerInput } from './inputs/speaker.input.js';
import { ProgrammeDesk, textOrNone } from './programme-desk.js';
import { instantAt } from './session-times.js';

/** The speakers of an edition. */
@Injectable()
export class SpeakersService {
  constructor(
    private readonly desk: ProgrammeDesk,
    private readonly institutions: InstitutionsService,
  ) {}

  /** @returns its id @throws NotFound, NotAllowed, InvalidInput, AmbiguousLocalTime */
  async create(actor: Actor, editionKey: string, input: CreateSpeakerInput): Promise<string> {
    return this.desk.change(actor, editionKey, async (tx, edition) => {
      const speaker = tx.manager.create(Speaker, {
        ...{ id: newId(), editionId: edition.id, version: 1, createdAt: this.desk.now() },
        ...{ institutionId: null, biography: null, availability: null },
      });
      await this.apply(edition, speaker, input);
      await tx.manager.insert(Speaker, speaker);
      await this.desk.record(tx, actor, speaker, 'speaker', { action: 'speaker.create', after: input });
      return speaker.id;
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, InvalidInput, AmbiguousLocalTime */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateSpeakerInput,
    version?: number,
  ): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const speaker = await found(tx, edition, id);
      expectVersion(speaker, version);
      const before = partOf({ ...speaker, institution: await slugOf(tx, speaker) }, input);
      await this.apply(edition, speaker, input);
      speaker.version += 1;
      await tx.manager.save(speaker);
      await this.desk.record(tx, actor, speaker, 'speaker', { action: 'speaker.update', before, after: input });
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, SpeakerInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const speaker = await found(tx, edition, id);
      expectVersion(speaker, version);
      const inUse = () => new SpeakerInUse();
      await translateConstraints(tx.manager.delete(Speaker, { id }), {
        programme_session_speaker_speaker_fk: inUse,
        programme_session_chair_fk: inUse,
      });
      await this.desk.record(tx, actor, speaker, 'speaker', { action: 'speaker.delete', before: speaker });
    });
  }

  /** @throws InvalidInput, AmbiguousLocalTime */
  private async apply(
    edition: EditionDetails,
    speaker: Speaker,
    { institution, biography, availability, ...plain }: UpdateSpeakerInput,
  ): Promise<void> {
    Object.assign(speaker, plain);
    if (institution !== undefined) {
      const ids = await this.institutions.idsOf(institution === null ? [] : [institution], 'institution');
      speaker.institutionId = institution === null ? null : ids.get(institution)!;
    }
    if (biography !== undefined) speaker.biography = textOrNone(biography, edition);
    if (availability !== undefined) {
      speaker.availability = availability && readAvailability(availability, speaker.timeZone ?? edition.timeZone);
    }
  }
}

/** @throws InvalidInput, AmbiguousLocalTime */
function readAvailability(windows: readonly Availability[], zone: string | null): Availability[] {
  return windows.map((window, index) => {
    const path = `availability.${index}`;
    const [from, to] = [instantAt(window.from, zone, `${path}.from`), instantAt(window.to, zone, `${path}.to`)];
    if (to <= from) throw InvalidInput.at(`${path}.to`, 'end-before-start', 'The end must come after the start.');
    return { from: from.toISOString(), to: to.toISOString() };
  });
}

async function slugOf(tx: Tx, { institutionId }: Speaker): Promise<string | null> {
  const [row] = await tx.query<{ slug: string }>('SELECT slug FROM institution WHERE id = $1', [institutionId]);
  return row?.slug ?? null;
}

/** @throws NotFound */
async function found(tx: Tx, edition: EditionDetails, id: string): Promise<Speaker> {
  const speaker = await tx.manager.findOneBy(Speaker, { id, editionId: edition.id });
  if (!speaker) throw new NotFound('The speaker');
  return speaker;
}
