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
import { RoomInUse } from './domain/programme.errors.js';
import { Room } from './entities/room.entity.js';
import { type CreateRoomInput, type UpdateRoomInput } from './inputs/room.input.js';
import { languageOf, ProgrammeDesk } from './programme-desk.js';

/** The rooms of an edition. */
@Injectable()
export class RoomsService {
  constructor(private readonly desk: ProgrammeDesk) {}

  /** After all others. @returns its id @throws NotFound, NotAllowed */
  async create(actor: Actor, editionKey: string, input: CreateRoomInput): Promise<string> {
    return this.desk.change(actor, editionKey, async (tx, edition) => {
      const room = tx.manager.create(Room, {
        ...input,
        id: newId(),
        editionId: edition.id,
        name: asLocalised(input.name, languageOf(edition)),
        position: await this.desk.nextPosition(tx, 'room', edition),
        version: 1,
        createdAt: this.desk.now(),
      });
      await tx.manager.insert(Room, room);
      await this.desk.record(tx, actor, room, 'room', { action: 'room.create', after: input });
      return room.id;
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion */
  async update(actor: Actor, editionKey: string, id: string, input: UpdateRoomInput, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const room = await found(tx, edition, id);
      expectVersion(room, version);
      const before = partOf(room, input);
      const { name, ...plain } = input;
      Object.assign(room, plain, { version: room.version + 1 });
      if (name !== undefined) room.name = asLocalised(name, languageOf(edition));
      await tx.manager.save(room);
      await this.desk.record(tx, actor, room, 'room', { action: 'room.update', before, after: input });
    });
  }

  /** @throws NotFound, NotAllowed, StaleVersion, RoomInUse */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    await this.desk.change(actor, editionKey, async (tx, edition) => {
      const room = await found(tx, edition, id);
      expectVersion(room, version);
      await translateConstraints(tx.manager.delete(Room, { id }), {
        programme_session_room_fk: () => new RoomInUse(),
      });
      await this.desk.record(tx, actor, room, 'room', { action: 'room.delete', before: room });
    });
  }
}

async function found(tx: Tx, edition: EditionDetails, id: string): Promise<Room> {
  const room = await tx.manager.findOneBy(Room, { id, editionId: edition.id });
  if (!room) throw new NotFound('The room');
  return room;
}
