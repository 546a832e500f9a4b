import { z } from 'zod';
import { RegisterInput } from './registration.input.js';

/** Somebody whom the coordinator of a delegation names; category and institution are those of the delegation. */
export const DelegateInput = RegisterInput.pick({
  email: true,
  name: true,
  nativeName: true,
  affiliation: true,
  locale: true,
}).extend({ consent: z.literal(true, 'Say that the delegates have agreed.') });
export type DelegateInput = z.output<typeof DelegateInput>;
