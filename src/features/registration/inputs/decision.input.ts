import { z } from 'zod';
import { paragraphs } from '../../../platform/input/fields.js';

/** What goes with an approval or a decline. */
export const DecisionInput = z
  .strictObject({
    note: paragraphs(2_000).optional().describe('For the other reviewers.'),
    message: paragraphs(4_000).optional().describe('Told to the person, with a decline.'),
  })
  .meta({ id: 'Decision' });
export type DecisionInput = z.output<typeof DecisionInput>;

export const ChangeCategoryInput = z
  .strictObject({ category: z.uuid('Choose a category.') })
  .meta({ id: 'ChangeCategory' });
export type ChangeCategoryInput = z.output<typeof ChangeCategoryInput>;
