/** Everything that may have changed between planning a mail and sending it. */
export interface Facts {
  kind: string;
  registration: { status: string; unsubscribedAt: Date | null };
  edition: { status: string; endsAt: Date | null };
}

/** Send it, or the state and reason with which it ends unsent. */
export type Verdict = { send: true } | { send: false; state: 'cancelled' | 'suppressed' | 'skipped'; reason: string };

/** The last look before a mail goes out. Only a reminder can become pointless; what tells of a change always goes. */
export function lastLook({ kind, registration, edition }: Facts, now: Date): Verdict {
  if (kind === 'cancelled') return { send: true };
  if (registration.status === 'cancelled') return ends('cancelled', 'registration-cancelled');
  if (edition.status === 'cancelled') return ends('cancelled', 'edition-cancelled');
  if (kind !== 'reminder') return { send: true };
  if (edition.status !== 'published') return ends('cancelled', `edition-${edition.status}`);
  if (registration.unsubscribedAt !== null) return ends('suppressed', 'unsubscribed');
  if (edition.endsAt !== null && now >= edition.endsAt) return ends('skipped', 'edition-over');
  return { send: true };
}

function ends(state: 'cancelled' | 'suppressed' | 'skipped', reason: string): Verdict {
  return { send: false, state, reason };
}
