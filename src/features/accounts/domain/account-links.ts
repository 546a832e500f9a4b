import { type AccountLinkPurpose } from './accounts.events.js';

/** How long a mailed link is good for, in seconds. ASVS 5.0, 6.5.5: at most ten minutes for what signs in. */
export const LINK_LIFE: Record<AccountLinkPurpose, number> = {
  invitation: 7 * 86_400,
  'password-reset': 30 * 60,
  'sign-in': 10 * 60,
};

/** What has become of a link and of the account that it opens. */
export interface LinkState {
  usedAt: Date | null;
  expiresAt: Date;
  /** Of the account. */
  disabledAt: Date | null;
}

/** Why a link opens nothing any more; null while it does. */
export function whyShut({ usedAt, expiresAt, disabledAt }: LinkState, now: Date): ShutReason | null {
  if (disabledAt !== null) return 'account-disabled';
  if (usedAt !== null) return 'link-used';
  return expiresAt <= now ? 'link-expired' : null;
}

export type ShutReason = 'account-disabled' | 'link-used' | 'link-expired';

/**
 * Which link somebody gets who asks for one; null for none. Whoever has a password is asked for it: a mailed link alone must not be
 * the weaker door to the same account.
 */
export function linkFor(
  wish: 'password-reset' | 'sign-in',
  account: { hasPassword: boolean; isDisabled: boolean } | null,
): 'password-reset' | 'sign-in' | null {
  if (account === null || account.isDisabled) return null;
  return account.hasPassword ? 'password-reset' : wish;
}
