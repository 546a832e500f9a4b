import { z } from 'zod';
import { line, locale, localisedLine, webAddress } from '../../../platform/input/fields.js';
import { PROVIDERS } from '../entities/stream-mirror.entity.js';
import { STREAM_ACCESSES } from '../entities/stream.entity.js';

const countryCode = z.string().regex(/^[A-Z]{2}$/, 'Use country codes such as CN, or "*" for everywhere.');

const mirror = z.strictObject({
  label: line(80).nullish(),
  region: z.union([z.literal('*'), z.array(countryCode).min(1).max(250)]).default('*'),
  language: locale.nullish(),
  provider: z.enum(PROVIDERS),
  url: webAddress,
  priority: z.int().min(0).max(1000).default(0).describe('The smaller, the sooner it is chosen.'),
});

const fields = {
  title: localisedLine(),
  access: z.enum(STREAM_ACCESSES),
  opensMinutesBefore: z.int().min(0).max(1440),
  closesMinutesAfter: z.int().min(0).max(1440),
  mirrors: z.array(mirror).max(20),
};

/** A new stream with its mirrors. */
export const CreateStreamInput = z
  .strictObject({
    ...fields,
    access: fields.access.default('registered'),
    opensMinutesBefore: fields.opensMinutesBefore.default(15),
    closesMinutesAfter: fields.closesMinutesAfter.default(30),
    mirrors: fields.mirrors.default([]),
  })
  .meta({ id: 'CreateStream' });
export type CreateStreamInput = z.output<typeof CreateStreamInput>;

/** `mirrors`, when given, replace those there are. */
export const UpdateStreamInput = z.strictObject(fields).partial().meta({ id: 'UpdateStream' });
export type UpdateStreamInput = z.output<typeof UpdateStreamInput>;
