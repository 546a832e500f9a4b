import { z } from 'zod';
import { localisedLine } from '../../../platform/input/fields.js';

const trackFields = {
  name: localisedLine(200),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Use # and six hexadecimal digits, e.g. #1f6feb.')
    .toLowerCase(),
};

export const CreateTrackInput = z.strictObject(trackFields).meta({ id: 'CreateTrack' });
export type CreateTrackInput = z.output<typeof CreateTrackInput>;

export const UpdateTrackInput = z.strictObject(trackFields).partial().meta({ id: 'UpdateTrack' });
export type UpdateTrackInput = z.output<typeof UpdateTrackInput>;
