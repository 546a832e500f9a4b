import { z } from 'zod';
import {
  emailAddress,
  instantText,
  line,
  localisedParagraphs,
  slug,
  timeZone,
} from '../../../platform/input/fields.js';

const speakerFields = {
  name: line(200),
  nativeName: line(200).nullable(),
  email: emailAddress.nullable().describe('For the organisers; never public.'),
  institution: slug.nullable(),
  affiliation: line(300).nullable(),
  timeZone: timeZone.nullable().describe('Of the clock by which they speak.'),
  biography: localisedParagraphs(10_000).nullable(),
  availability: z
    .array(z.strictObject({ from: instantText, to: instantText }))
    .max(100, 'Please use at most 100 times.')
    .nullable()
    .describe(
      'Times without an offset are on the speaker’s own clock, or on the edition’s if that is not known. Null: nothing is known.',
    ),
};

export const CreateSpeakerInput = z
  .strictObject({
    ...speakerFields,
    nativeName: speakerFields.nativeName.default(null),
    email: speakerFields.email.default(null),
    institution: speakerFields.institution.default(null),
    affiliation: speakerFields.affiliation.default(null),
    timeZone: speakerFields.timeZone.default(null),
    biography: speakerFields.biography.default(null),
    availability: speakerFields.availability.default(null),
  })
  .meta({ id: 'CreateSpeaker' });
export type CreateSpeakerInput = z.output<typeof CreateSpeakerInput>;

export const UpdateSpeakerInput = z.strictObject(speakerFields).partial().meta({ id: 'UpdateSpeaker' });
export type UpdateSpeakerInput = z.output<typeof UpdateSpeakerInput>;
