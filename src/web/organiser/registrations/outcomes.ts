import {
  BULK_ACTIONS,
  BULK_OUTCOMES,
  type BulkAction,
  type BulkCounts,
  type BulkOutcome,
} from '../../../features/registration/index.js';
import { type TextKey, type Translate } from '../../texts.js';

/** What people have asked for, on buttons. */
export const BULK_TEXTS: Record<BulkAction, TextKey> = {
  approve: 'registrations.do.approve',
  decline: 'registrations.do.decline',
  promote: 'registrations.do.promote',
  cancel: 'registrations.do.cancel',
  'resend-link': 'registrations.do.resendLink',
  'check-in': 'registrations.do.checkIn',
};

const CAME: Record<BulkOutcome, TextKey> = {
  confirmed: 'registrations.came.confirmed',
  offered: 'registrations.came.offered',
  waitlisted: 'registrations.came.waitlisted',
  declined: 'registrations.came.declined',
  cancelled: 'registrations.came.cancelled',
  reviewed: 'registrations.came.reviewed',
  mailed: 'registrations.came.mailed',
  'checked-in': 'registrations.came.checkedIn',
  'was-confirmed': 'registrations.came.wasConfirmed',
  'was-offered': 'registrations.came.wasOffered',
  'was-waitlisted': 'registrations.came.wasWaitlisted',
  'was-pending': 'registrations.came.wasPending',
  'was-declined': 'registrations.came.wasDeclined',
  'was-cancelled': 'registrations.came.wasCancelled',
  'was-checked-in': 'registrations.came.wasCheckedIn',
  'sold-out': 'registrations.came.soldOut',
  'quota-full': 'registrations.came.quotaFull',
  'others-first': 'registrations.came.othersFirst',
  'not-found': 'registrations.came.notFound',
  refused: 'registrations.came.refused',
};

const isAction = (word: unknown): word is BulkAction => BULK_ACTIONS.some((action) => action === word);
const isOutcome = (word: string): word is BulkOutcome => BULK_OUTCOMES.some((outcome) => outcome === word);

/** What is to be done, from a form; null for anything else. */
export const actionOf = (word: unknown): BulkAction | null => (isAction(word) ? word : null);

/** Outcomes as an address carries them, e.g. `confirmed.12~waitlisted.3`. */
export function outcomesText(counts: BulkCounts): string {
  return BULK_OUTCOMES.flatMap((outcome) => (counts[outcome] ? `${outcome}.${counts[outcome]}` : [])).join('~');
}

/** The same read again; whatever is not understood is left out. */
export function outcomesOf(text: unknown): BulkCounts {
  if (typeof text !== 'string') return {};
  const pairs = text.split('~').flatMap((part): [BulkOutcome, number][] => {
    const [, outcome = '', count = ''] = /^([a-z-]+)\.([1-9]\d{0,5})$/.exec(part) ?? [];
    return isOutcome(outcome) ? [[outcome, Number(count)]] : [];
  });
  return Object.fromEntries(pairs);
}

/** “12 confirmed, 3 put on the waiting list, 1 had been cancelled already.”; null when nothing has happened. */
export function outcomesSentence(counts: BulkCounts, t: Translate): string | null {
  const parts = BULK_OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome];
    return count ? t(CAME[outcome], { count }) : [];
  });
  return parts.length === 0 ? null : parts.join(t('list.comma')) + t('list.stop');
}
