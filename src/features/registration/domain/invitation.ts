import { type Locale } from '../../../kernel/locale.js';

/**
 * - `person`: lets one person register in one category, once.
 * - `delegation`: lets an institution's coordinator name its delegates in one category, within its quota.
 */
export const INVITATION_KINDS = ['person', 'delegation'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];

/**
 * As people see it. `expired` is stored nowhere: it is an `open` one whose time is over. `used` by whoever registered with it,
 * or, for a delegation, never: that stays open until it is withdrawn.
 */
export const INVITATION_STATES = ['open', 'used', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** How long nobody is written to again about the same invitation, ms. */
export const REMINDER_PAUSE_MS = 24 * 3_600_000;

/** How many people are invited at once. */
export const MOST_INVITED = 2_000;

/** How many delegates are named at once. */
export const MOST_DELEGATES = 100;

interface Standing {
  state: Exclude<InvitationState, 'expired'>;
  expiresAt: Date | null;
}

/** What an invitation is worth now. */
export function invitationState({ state, expiresAt }: Standing, now: Date): InvitationState {
  return state === 'open' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

/** Somebody on a list of people to invite, as the list says it. */
export interface ListedPerson {
  /** As a spreadsheet numbers them, from 1; a header counts. */
  row: number;
  email: string;
  name: string;
  institution: string;
  language: string;
}

/** What is wrong with a row, and in which column. */
export interface RowProblem {
  column: 'email' | 'name' | 'institution' | 'language';
  code:
    | 'required'
    | 'not-an-address'
    | 'too-long'
    | 'formula'
    | 'control-characters'
    | 'unknown-institution'
    | 'unknown-language';
}

/** Somebody who can be invited, as far as the row goes. */
export interface Invitee {
  email: string;
  emailKey: string;
  name: string | null;
  institutionId: string | null;
  locale: Locale;
}

/** What becomes of a row. `duplicate`: the same address stands further up, in row `of`. */
export type RowFate =
  | { fate: 'new'; invitee: Invitee }
  | { fate: 'invited' | 'registered'; invitee: Invitee }
  | { fate: 'duplicate'; of: number }
  | { fate: 'wrong'; problem: RowProblem };

/** Which addresses are taken, in their normalised form. */
export interface KnownAddresses {
  invited: ReadonlySet<string>;
  registered: ReadonlySet<string>;
}

/** Each row with what would become of it, in the order of the list. A wrong row does not make a later one a duplicate. */
export function fatesOf<R extends { row: number; checked: Invitee | RowProblem }>(
  rows: readonly R[],
  known: KnownAddresses,
): (R & { outcome: RowFate })[] {
  const firsts = new Map<string, number>();
  return rows.map((row) => {
    const { checked } = row;
    if ('code' in checked) return { ...row, outcome: { fate: 'wrong', problem: checked } };
    const first = firsts.get(checked.emailKey);
    if (first !== undefined) return { ...row, outcome: { fate: 'duplicate', of: first } };
    firsts.set(checked.emailKey, row.row);
    const fate = known.registered.has(checked.emailKey)
      ? 'registered'
      : known.invited.has(checked.emailKey)
        ? 'invited'
        : 'new';
    return { ...row, outcome: { fate, invitee: checked } };
  });
}
