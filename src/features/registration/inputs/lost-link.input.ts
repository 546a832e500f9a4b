import { z } from 'zod';
import { emailAddress } from '../../../platform/input/fields.js';

/** Where the personal link is to be mailed again, if there is one. */
export const LostLinkInput = z.strictObject({ email: emailAddress }).meta({ id: 'LostLink' });
export type LostLinkInput = z.output<typeof LostLinkInput>;
