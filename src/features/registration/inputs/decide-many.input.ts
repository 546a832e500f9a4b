import { z } from 'zod';
import { DecisionInput } from './decision.input.js';

/** How many are decided about while somebody waits for the answer. */
export const MOST_DECIDED = 200;

/** One decision about several applications. */
export const DecideManyInput = DecisionInput.extend({
  ids: z.array(z.uuid()).min(1, 'Choose at least one application.').max(MOST_DECIDED),
}).meta({ id: 'DecideMany' });
export type DecideManyInput = z.output<typeof DecideManyInput>;
