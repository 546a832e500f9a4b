import { type TextKey } from '../../texts.js';

/** What has just been done on the page of a registration (`?done=`). */
export const DETAIL_DONE = [
  'approved',
  'reviewed',
  'declined',
  'promoted',
  'accepted',
  'cancelled',
  'undone',
  'moved',
  'saved',
  'in',
  'out',
  'mailed',
  'resent',
  'erased',
] as const;

export const DETAIL_DONE_TEXTS: Record<(typeof DETAIL_DONE)[number], TextKey> = {
  approved: 'registrations.done.approved',
  reviewed: 'registrations.done.reviewed',
  declined: 'registrations.done.declined',
  promoted: 'registrations.done.promoted',
  accepted: 'registrations.done.accepted',
  cancelled: 'registrations.done.cancelled',
  undone: 'registrations.done.undone',
  moved: 'registrations.done.moved',
  saved: 'registrations.done.saved',
  in: 'registrations.done.in',
  out: 'registrations.done.out',
  mailed: 'registrations.done.mailed',
  resent: 'deliveries.resent',
  erased: 'registrations.done.erased',
};

/** Why it was not, by the code of the rule (`?refused=`). */
export const DETAIL_REFUSED_TEXTS: Partial<Record<string, TextKey>> = {
  'wrong-status': 'registrations.refused.wrongStatus',
  'already-cancelled': 'registrations.refused.wrongStatus',
  'sold-out': 'registrations.refused.soldOut',
  'quota-full': 'registrations.refused.quotaFull',
  'others-first': 'registrations.refused.othersFirst',
  'too-late-to-undo': 'registrations.refused.tooLate',
  'already-registered': 'registrations.refused.again',
  'registration-closed': 'registrations.refused.closed',
  'already-checked-in': 'registrations.refused.isIn',
  'not-checked-in': 'registrations.refused.isOut',
  'still-under-way': 'registrations.refused.underWay',
  busy: 'registrations.refused.busy',
};
