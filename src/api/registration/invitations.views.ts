import { z } from 'zod';
import {
  type CheckedPerson,
  INVITATION_KINDS,
  INVITATION_STATES,
  type InvitationDetails,
  type InvitedRow,
} from '../../features/registration/index.js';
import { InstantView } from '../answers.js';

export const InvitationView = z
  .object({
    id: z.string(),
    kind: z.enum(INVITATION_KINDS),
    category: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    institution: z.string().nullable(),
    locale: z.string(),
    message: z.string().nullable(),
    state: z.enum(INVITATION_STATES),
    expiresAt: InstantView.nullable(),
    remindedAt: InstantView.nullable().describe('When it was last mailed again.'),
    answeredAt: InstantView.nullable(),
    registration: z.string().nullable().describe('Who has registered with it.'),
    quota: z
      .object({ capacity: z.int(), taken: z.int() })
      .nullable()
      .describe('Of a delegation: the places of its institution in the category.'),
    createdAt: InstantView,
  })
  .meta({ id: 'Invitation' });

/** What became of each row of a list. */
export const InvitedView = z
  .object({
    items: z.array(
      z.object({
        row: z.int().describe('From 1.'),
        email: z.string(),
        outcome: z.enum(['new', 'invited', 'registered', 'duplicate', 'wrong']),
        id: z.string().nullable().describe('Of the invitation, for a new one.'),
        duplicateOf: z.int().nullable().describe('The row that has the same address.'),
        error: z
          .object({ path: z.string(), code: z.string() })
          .nullable()
          .describe('What is wrong with the row, and in which field.'),
      }),
    ),
    next: z.null(),
  })
  .meta({ id: 'Invited' });

export const RemindedView = z.object({ reminded: z.int() }).meta({ id: 'Reminded' });

export function invitationView(invitation: InvitationDetails): z.input<typeof InvitationView> {
  const { id, kind, email, name, locale, message, state, quota } = invitation;
  return {
    ...{ id, kind, email, name, locale, message, state, quota },
    category: invitation.category.id,
    institution: invitation.institution?.slug ?? null,
    expiresAt: invitation.expiresAt?.toISOString() ?? null,
    remindedAt: invitation.remindedAt?.toISOString() ?? null,
    answeredAt: invitation.answeredAt?.toISOString() ?? null,
    registration: invitation.registration?.id ?? null,
    createdAt: invitation.createdAt.toISOString(),
  };
}

export function invitedView(rows: readonly InvitedRow[]): z.input<typeof InvitedView> {
  const items = rows.map(({ row, email, outcome, id }) => ({
    row,
    email,
    outcome: outcome.fate,
    id,
    duplicateOf: outcome.fate === 'duplicate' ? outcome.of : null,
    error: errorOf(outcome),
  }));
  return { items, next: null };
}

function errorOf(outcome: CheckedPerson['outcome']): { path: string; code: string } | null {
  if (outcome.fate !== 'wrong') return null;
  const { column, code } = outcome.problem;
  return { path: column === 'language' ? 'locale' : column, code };
}
