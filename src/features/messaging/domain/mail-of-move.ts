/** What a registration may be. */
export type Status = 'confirmed' | 'offered' | 'waitlisted' | 'pending' | 'declined' | 'cancelled';

/** What has made it so, as far as the words of the mail depend on it. */
interface Moved {
  why:
    | 'registered'
    | 'approved'
    | 'declined'
    | 'promoted'
    | 'accepted'
    | 'cancelled'
    | 'lapsed'
    | 'reinstated'
    | 'recategorised';
  to: Status;
  /** Of the registration after the move. */
  version: number;
}

/** Mails that tell somebody what has become of their registration: one for each move. */
export const STATE_KINDS = [
  'confirmation',
  'waitlisted',
  'promoted',
  'approved',
  'declined',
  'cancelled',
  'change',
] as const;
export type StateKind = (typeof STATE_KINDS)[number];

/** What the kind alone does not say: it chooses among the words of the kind. */
const ABOUTS = ['accepted', 'approved', 'lapsed', 'offered', 'pending', 'recategorised', 'reinstated'] as const;
export type About = (typeof ABOUTS)[number];

/** The mail of one move. */
export interface MailOfMove {
  kind: StateKind;
  /** Unique among the mails to the registration, so that a move which is heard twice is told once. */
  occasion: string;
}

/** Which mail tells of a move. Total: every status that a registration may come to has its words. */
export function mailOfMove(move: Moved): MailOfMove {
  const { kind, about } = wordsOf(move);
  if (kind === 'confirmation' && about === null) return { kind, occasion: kind };
  return { kind, occasion: [kind, move.version, ...(about === null ? [] : [about])].join(':') };
}

function wordsOf({ why, to }: Moved): { kind: StateKind; about: About | null } {
  switch (to) {
    case 'confirmed':
      if (why === 'approved' || why === 'promoted') return { kind: why, about: null };
      if (why === 'recategorised') return { kind: 'change', about: null };
      return { kind: 'confirmation', about: why === 'accepted' || why === 'reinstated' ? why : null };
    case 'offered':
      if (why === 'recategorised') return { kind: 'change', about: 'offered' };
      return { kind: why === 'promoted' ? 'promoted' : 'approved', about: 'offered' };
    case 'waitlisted':
      return { kind: 'waitlisted', about: isAbout(why) ? why : null };
    case 'pending':
      return { kind: why === 'recategorised' ? 'change' : 'confirmation', about: 'pending' };
    case 'declined':
      return { kind: 'declined', about: null };
    case 'cancelled':
      return { kind: 'cancelled', about: why === 'lapsed' ? why : null };
  }
}

/** What an occasion says beyond the kind, also one of a mail that is sent again; null for the ordinary. */
export function aboutOf(occasion: string): About | null {
  const [, , about = ''] = occasion.split(':');
  return isAbout(about) ? about : null;
}

/** What is sent once more keeps what it is about. */
export function occasionOfResend(id: string, occasion: string): string {
  const about = aboutOf(occasion);
  return ['resend', id, ...(about === null ? [] : [about])].join(':');
}

/**
 * The status that a mail tells of: when the registration has another one by the time the mail goes out, it would say what is
 * no longer true. Null where the mail says whatever is true at that time: a personal link that was asked for again.
 */
export function statusToldBy(kind: StateKind, occasion: string): Status | null {
  const about = aboutOf(occasion);
  if (about === 'offered' || about === 'pending') return about;
  switch (kind) {
    case 'confirmation':
      return /^(link|resend):/.test(occasion) ? null : 'confirmed';
    case 'approved':
    case 'promoted':
    case 'change':
      return 'confirmed';
    case 'waitlisted':
    case 'declined':
    case 'cancelled':
      return kind;
  }
}

function isAbout(word: string): word is About {
  return (ABOUTS as readonly string[]).includes(word);
}
