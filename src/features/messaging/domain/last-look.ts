import { STATE_KINDS, type StateKind, type Status, statusToldBy } from './mail-of-move.js';

/** Everything that may have changed between planning a mail and sending it. */
export interface Facts {
  kind: string;
  occasion: string;
  registration: { status: Status; unsubscribedAt: Date | null; erasedAt: Date | null };
  edition: { status: string; endsAt: Date | null };
}

/** Send it, or the state and reason with which it ends unsent. */
export type Verdict = { send: true } | { send: false; state: 'cancelled' | 'suppressed' | 'skipped'; reason: string };

/**
 * The last look before a mail goes out: a reminder may have become pointless, and what tells of a change may have been overtaken
 * by another one, which has a mail of its own.
 */
export function lastLook({ kind, occasion, registration, edition }: Facts, now: Date): Verdict {
  if (registration.erasedAt !== null) return ends('cancelled', 'erased');
  const isOff = edition.status === 'cancelled';
  const told = isStateKind(kind) ? statusToldBy(kind, occasion) : null;
  if (kind === 'cancelled' && isOff) return { send: true };
  if (told !== 'cancelled' && registration.status === 'cancelled') return ends('cancelled', 'registration-cancelled');
  if (isOff) return ends('cancelled', 'edition-cancelled');
  if (told !== null && told !== registration.status) return ends('skipped', 'superseded');
  if (kind !== 'reminder') return { send: true };
  if (edition.status !== 'published') return ends('cancelled', `edition-${edition.status}`);
  if (registration.unsubscribedAt !== null) return ends('suppressed', 'unsubscribed');
  if (edition.endsAt !== null && now >= edition.endsAt) return ends('skipped', 'edition-over');
  return { send: true };
}

/** The same for an invitation: nobody is invited to what they have answered, or to what is not on. */
export function lastLookAtInvitation(
  {
    invitation,
    edition,
  }: { invitation: { state: 'open' | 'used' | 'withdrawn' | 'expired' }; edition: Facts['edition'] },
  now: Date,
): Verdict {
  if (invitation.state === 'withdrawn') return ends('cancelled', 'invitation-withdrawn');
  if (invitation.state !== 'open') return ends('skipped', `invitation-${invitation.state}`);
  if (edition.status !== 'published') return ends('cancelled', `edition-${edition.status}`);
  if (edition.endsAt !== null && now >= edition.endsAt) return ends('skipped', 'edition-over');
  return { send: true };
}

function isStateKind(kind: string): kind is StateKind {
  return (STATE_KINDS as readonly string[]).includes(kind);
}

function ends(state: 'cancelled' | 'suppressed' | 'skipped', reason: string): Verdict {
  return { send: false, state, reason };
}
