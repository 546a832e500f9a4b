import { z } from 'zod';
import { line } from '../../../platform/input/fields.js';

/** Sign-in by password. */
export const SignInInput = z
  .strictObject({
    email: z.string().trim().min(1, 'Please fill this in.').max(254),
    password: z.string().min(1, 'Please fill this in.').max(1000),
  })
  .meta({ id: 'SignIn' });
export type SignInInput = z.output<typeof SignInInput>;

/** A bearer token for a program. It can do what its owner can do. */
export const CreateTokenInput = z
  .strictObject({
    name: line(100).describe('What the token is for.'),
    scopes: z
      .array(z.enum(['read', 'write']))
      .min(1)
      .default(['read', 'write'])
      .describe('`read` allows GET only.'),
  })
  .meta({ id: 'CreateToken' });
export type CreateTokenInput = z.output<typeof CreateTokenInput>;
