import { z } from 'zod';
import { ROLES } from '../../../kernel/actor.js';
import { emailAddress, line, locale, slug } from '../../../platform/input/fields.js';
import { code, newPassword } from './accounts.input.js';

/** A role, on a series, on an edition, or, with neither, on the whole platform. */
export const GrantRoleInput = z
  .strictObject({ role: z.enum(ROLES), series: slug.optional(), edition: slug.optional() })
  .refine(({ series, edition }) => series === undefined || edition === undefined, {
    error: 'A role is for a series or for an edition, not for both.',
    path: ['edition'],
    params: { code: 'series-and-edition' },
  })
  .meta({ id: 'GrantRole' });
export type GrantRoleInput = z.output<typeof GrantRoleInput>;

/** Another role on the same scope. */
export const ChangeRoleInput = z.strictObject({ role: z.enum(ROLES) }).meta({ id: 'ChangeRole' });
export type ChangeRoleInput = z.output<typeof ChangeRoleInput>;

/** A new person. Without a password, an invitation is mailed. */
export const CreateAccountInput = z
  .strictObject({
    email: emailAddress,
    name: line(200),
    password: newPassword.optional().describe('For administrators only; left out, an invitation is mailed.'),
    locale: locale.optional().describe('Of mails to this person.'),
    role: GrantRoleInput.optional(),
  })
  .meta({ id: 'CreateAccount' });
export type CreateAccountInput = z.output<typeof CreateAccountInput>;

/** What is given is changed. Disabling ends every session at once. */
export const UpdateAccountInput = z
  .strictObject({ email: emailAddress, name: line(200), locale, disabled: z.boolean() })
  .partial()
  .meta({ id: 'UpdateAccount' });
export type UpdateAccountInput = z.output<typeof UpdateAccountInput>;

/** What people change about themselves. */
export const ProfileInput = z
  .strictObject({ name: line(200), locale })
  .partial()
  .meta({ id: 'Profile' });
export type ProfileInput = z.output<typeof ProfileInput>;

/** `current` is not asked for where there is no password yet. */
export const ChangePasswordInput = z
  .strictObject({ current: z.string().max(1000).optional(), password: newPassword })
  .meta({ id: 'ChangePassword' });
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>;

/** Six digits, or a recovery code. */
export const CodeInput = z.strictObject({ code }).meta({ id: 'Code' });
export type CodeInput = z.output<typeof CodeInput>;
