import { z } from 'zod';
import {
  emailAddress,
  instantText,
  line,
  locale,
  pageRequest,
  paragraphs,
  slug,
} from '../../../platform/input/fields.js';
import { INVITATION_KINDS, INVITATION_STATES, MOST_INVITED } from '../domain/invitation.js';

const toAll = {
  category: z.uuid('Choose a category.'),
  message: paragraphs(4_000).nullish().describe('Own words in the mail, in paragraphs.'),
  expiresAt: instantText
    .nullish()
    .describe('Until when the link works. Left out or null: for as long as registration is open.'),
};

const toOne = {
  kind: z.enum(INVITATION_KINDS).default('person'),
  email: emailAddress,
  name: line(200).nullish(),
  institution: slug
    .nullish()
    .describe('The slug of an institution. A delegation needs one that has a quota in the category.'),
  locale: locale.nullish().describe('The language of the mail. Left out: the first language of the edition.'),
};

/** One person, or the coordinator of one delegation. */
export const InviteInput = z.strictObject({ ...toAll, ...toOne });
export type InviteInput = z.output<typeof InviteInput>;

/** Somebody in a list: what is wrong with it is told for each, so nothing but its size is checked here. */
const ListedPersonInput = z.strictObject({
  email: z.string().max(1_000),
  name: z.string().max(1_000).nullish(),
  institution: z.string().max(1_000).nullish().describe('Slug or name.'),
  locale: z.string().max(100).nullish(),
});

/** One invitation, or with `invitations` many at once, each to a person. */
export const InvitationsInput = z
  .strictObject({
    ...toAll,
    ...toOne,
    email: emailAddress.optional().describe('Needed unless there are `invitations`.'),
    locale: toOne.locale.describe('The language of the mail, or of those in the list who name none.'),
    invitations: z
      .array(ListedPersonInput)
      .min(1)
      .max(MOST_INVITED, `Invite at most ${MOST_INVITED} people at once.`)
      .optional()
      .describe('Instead of `email`, `name` and `institution`.'),
  })
  .superRefine(({ email, name, institution, kind, invitations }, context) => {
    const refuse = (path: string, message: string, code: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    if (invitations === undefined) {
      if (email === undefined) refuse('email', 'This field is required.', 'required');
      return;
    }
    for (const [path, value] of Object.entries({ email, name, institution })) {
      if (value !== undefined) refuse(path, 'Leave this out: each of the list has its own.', 'unknown-field');
    }
    if (kind !== 'person') refuse('kind', 'Delegations are made one at a time.', 'invalid-value');
  })
  .meta({ id: 'Invite' });
export type InvitationsInput = z.output<typeof InvitationsInput>;

/** What many are invited with, apart from who they are. */
export const InviteListInput = z.strictObject({ ...toAll, locale: toOne.locale });
export type InviteListInput = z.output<typeof InviteListInput>;

export const RemindInput = z
  .strictObject({ kind: z.enum(INVITATION_KINDS).default('person'), category: z.uuid().nullish() })
  .prefault({})
  .meta({ id: 'RemindInvited' });
export type RemindInput = z.output<typeof RemindInput>;

export const InvitationFilter = pageRequest.extend({
  state: z.enum(INVITATION_STATES).optional(),
  kind: z.enum(INVITATION_KINDS).optional(),
  category: z.uuid().optional(),
  q: z.string().trim().max(200).optional(),
});
export type InvitationFilter = z.output<typeof InvitationFilter>;
