import { z } from 'zod';
import { emailAddress, line } from '../../../platform/input/fields.js';
import { PASSWORD_LENGTH } from '../domain/password-rules.js';

/** A password to be set. Whether it is too easy to guess is seen later, when it is known whose it is. */
export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH.min, `Please use at least ${PASSWORD_LENGTH.min} characters.`)
  .max(PASSWORD_LENGTH.max, `Please use at most ${PASSWORD_LENGTH.max} characters.`);

/** Six digits, or a recovery code. */
export const code = z.string().trim().min(1, 'Please fill this in.').max(40);

/** Sign-in by password, and by code where the account has a second factor. */
export const SignInInput = z
  .strictObject({
    email: z.string().trim().min(1, 'Please fill this in.').max(254),
    password: z.string().min(1, 'Please fill this in.').max(1000),
    code: code.optional().describe('Six digits of the app, or a recovery code, for an account with a second factor.'),
  })
  .meta({ id: 'SignIn' });
export type SignInInput = z.output<typeof SignInInput>;

/** A bearer token for a program. It can do what its owner can do, except with keys. */
export const CreateTokenInput = z
  .strictObject({
    name: line(100).describe('What the token is for.'),
    scopes: z
      .array(z.enum(['read', 'write']))
      .min(1)
      .default(['read', 'write'])
      .describe('`read` allows GET only.'),
    expiresAt: z.iso.datetime({ offset: true }).optional().describe('Left out: it is good until it is revoked.'),
  })
  .meta({ id: 'CreateToken' });
export type CreateTokenInput = z.output<typeof CreateTokenInput>;

/** Asks for a mailed link. The answer is the same whether or not the address is known. */
export const AskForLinkInput = z.strictObject({ email: emailAddress }).meta({ id: 'AskForLink' });
export type AskForLinkInput = z.output<typeof AskForLinkInput>;

/** Accepts an invitation. Without a password, one signs in by mailed link. */
export const AcceptInvitationInput = z
  .strictObject({ name: line(200).optional(), password: newPassword.optional() })
  .meta({ id: 'AcceptInvitation' });
export type AcceptInvitationInput = z.output<typeof AcceptInvitationInput>;

/** Sets a new password by a mailed link. */
export const ResetPasswordInput = z.strictObject({ password: newPassword }).meta({ id: 'ResetPassword' });
export type ResetPasswordInput = z.output<typeof ResetPasswordInput>;
