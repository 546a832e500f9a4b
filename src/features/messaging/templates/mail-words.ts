import { type MailInput, type MailKind } from './mail-input.js';

/** What has happened or is about to; chooses the words. */
export type Occasion =
  | 'confirmation'
  | 'accepted'
  | 'reinstated'
  | 'approved'
  | 'promoted'
  | 'change'
  | 'offer'
  | 'approvedOffer'
  | 'promotedOffer'
  | 'application'
  | 'waitlisted'
  | 'waitlistedApproved'
  | 'waitlistedMoved'
  | 'declined'
  | 'registrationCancelled'
  | 'withdrawn'
  | 'lapsed'
  | 'editionCancelled'
  | 'upcoming'
  | 'now'
  | 'begun'
  | 'ended'
  | 'unspecified';

/** The seconds before the start in which a mail says "now": from half a minute, as `relativeLead` has it, to a minute after. */
const NOW = { from: 30, to: -60 };

/** By what the registration is now: a mail that is sent again, or with the personal link, says what is true and not what was. */
export function occasionOf(kind: MailKind, input: MailInput): Occasion {
  if (kind === 'reminder') return timeOf(input);
  const { registration, about } = input;
  if (kind === 'cancelled' || registration.status === 'cancelled') return endOf(input);
  switch (registration.status) {
    case 'confirmed':
      if (kind === 'approved' || kind === 'promoted' || kind === 'change') return kind;
      return about === 'accepted' || about === 'reinstated' ? about : 'confirmation';
    case 'offered':
      return kind === 'approved' ? 'approvedOffer' : kind === 'promoted' ? 'promotedOffer' : 'offer';
    case 'waitlisted':
      return about === 'approved' ? 'waitlistedApproved' : about === 'recategorised' ? 'waitlistedMoved' : 'waitlisted';
    case 'pending':
      return 'application';
    case 'declined':
      return 'declined';
  }
}

function endOf({ edition, registration, about }: MailInput): Occasion {
  if (edition.status === 'cancelled') return 'editionCancelled';
  if (about === 'lapsed') return 'lapsed';
  return registration.hadPlace ? 'registrationCancelled' : 'withdrawn';
}

function timeOf({ edition, leadSeconds }: MailInput): Occasion {
  if (leadSeconds === undefined) return 'unspecified';
  if (leadSeconds >= NOW.from) return 'upcoming';
  if (leadSeconds > NOW.to) return 'now';
  const duration = (edition.endsAt.getTime() - edition.startsAt.getTime()) / 1000;
  return -leadSeconds < duration ? 'begun' : 'ended';
}
