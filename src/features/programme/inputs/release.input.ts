import { z } from 'zod';
import { paragraphs } from '../../../platform/input/fields.js';

/** What is new, in a few words that the public reads. */
export const ReleaseInput = z
  .strictObject({ comment: paragraphs(2_000).min(1, 'Please say what is new.') })
  .meta({ id: 'ReleaseProgramme' });
export type ReleaseInput = z.output<typeof ReleaseInput>;

/** `?version=` of the released programme. */
export const ReleasedVersion = z.object({
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('Left out: the newest.'),
});
export type ReleasedVersion = z.output<typeof ReleasedVersion>;
