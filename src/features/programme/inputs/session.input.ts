import { z } from 'zod';
import { instantText, locale, localisedLine, localisedParagraphs } from '../../../platform/input/fields.js';
import { SESSION_KINDS } from '../domain/session-kind.js';

/** As the database spells it. */
const partId = (message: string) => z.uuid(message).toLowerCase();

const sessionFields = {
  title: localisedLine(500),
  abstract: localisedParagraphs(20_000).nullable(),
  kind: z.enum(SESSION_KINDS),
  room: partId('Choose a room of this edition.').nullable(),
  track: partId('Choose a track of this edition.').nullable(),
  startsAt: instantText
    .nullable()
    .describe('Together with `endsAt`. Without an offset: on the clock of the edition, whatever the room.'),
  endsAt: instantText.nullable(),
  speakers: z
    .array(partId('Choose speakers of this edition.'))
    .max(100, 'Please name at most 100 speakers.')
    .refine((ids) => new Set(ids).size === ids.length, {
      error: 'Name each speaker once.',
      params: { code: 'duplicate-speaker' },
    })
    .describe('In the order in which they are named.'),
  chair: partId('Choose a speaker of this edition.').nullable(),
  language: locale.nullable(),
  expected: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .nullable()
    .describe('How many people are expected. For warnings; never public.'),
};

export const CreateSessionInput = z
  .strictObject({
    ...sessionFields,
    abstract: sessionFields.abstract.default(null),
    room: sessionFields.room.default(null),
    track: sessionFields.track.default(null),
    startsAt: sessionFields.startsAt.default(null),
    endsAt: sessionFields.endsAt.default(null),
    speakers: sessionFields.speakers.default([]),
    chair: sessionFields.chair.default(null),
    language: sessionFields.language.default(null),
    expected: sessionFields.expected.default(null),
  })
  .meta({ id: 'CreateProgrammeSession' });
export type CreateSessionInput = z.output<typeof CreateSessionInput>;

export const UpdateSessionInput = z.strictObject(sessionFields).partial().meta({ id: 'UpdateProgrammeSession' });
export type UpdateSessionInput = z.output<typeof UpdateSessionInput>;
