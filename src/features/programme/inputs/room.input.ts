import { z } from 'zod';
import { localisedLine, timeZone } from '../../../platform/input/fields.js';

const roomFields = {
  name: localisedLine(200),
  capacity: z.number().int().min(0).max(1_000_000).nullable().describe('People; null: no limit is known.'),
  virtual: z.boolean().describe('On the net only.'),
  timeZone: timeZone.nullable().describe('Of a satellite venue; null: the clock of the edition.'),
};

export const CreateRoomInput = z
  .strictObject({
    ...roomFields,
    capacity: roomFields.capacity.default(null),
    virtual: roomFields.virtual.default(false),
    timeZone: roomFields.timeZone.default(null),
  })
  .meta({ id: 'CreateRoom' });
export type CreateRoomInput = z.output<typeof CreateRoomInput>;

export const UpdateRoomInput = z.strictObject(roomFields).partial().meta({ id: 'UpdateRoom' });
export type UpdateRoomInput = z.output<typeof UpdateRoomInput>;
