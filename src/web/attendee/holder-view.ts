import { type AskedQuestion, type RegistrationDetails } from '../../features/registration/index.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type FormState } from '../layout/form.js';
import { type CategoryView, type EditionRef } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { type ReceivedFiles } from './question-fields.js';

/** To choose from, in the order in which they are shown. */
export interface InstitutionChoice {
  slug: string;
  name: LocalisedText;
}

/**
 * The change form posts to `/r/{token}`: `name, nativeName, institution, affiliation, country, locale, timeZone` and
 * `answers.<question>`. Buttons post to `/r/{token}/…`: `accept`, `cancel`, `undo`, `category` (with `category`), `resend`, and
 * `reminders` with `reminders=on|off`.
 */
export interface RegistrationPageProps {
  token: string;
  registration: RegistrationDetails;
  edition: EditionRef & { city: string | null };
  /** The zone that the holder has chosen, else that of the institution or the edition. */
  timeZone: string;
  /** What can be changed to, with the present one. */
  categories: CategoryView[];
  institutions: InstitutionChoice[];
  /** Those that are asked in the holder's category. */
  questions: readonly AskedQuestion[];
  /** What has been answered, in words. */
  answered: { label: string; text: string }[];
  /** The files among the answers. */
  files: ReceivedFiles;
  /** What the QR code of the ticket says; null as long as there is none. */
  ticket: string | null;
  /** Until when a cancellation can be undone. */
  undoUntil: Date | null;
  /** To the personal live page, when there is something to watch and it is not over. */
  joinHref: string | null;
  /** May still be changed and cancelled. */
  open: boolean;
  /** What the holder has just done. */
  done: HolderDone | null;
  /** Typed values and errors of a change that was refused; else null. */
  form: FormState | null;
}

/** What `?done=` may say, and how it is said. */
export const HOLDER_DONE = {
  saved: 'manage.done.saved',
  cancelled: 'manage.done.cancelled',
  undone: 'holder.done.undone',
  'too-late': 'holder.done.tooLate',
  accepted: 'holder.done.accepted',
  lapsed: 'holder.done.lapsed',
  moved: 'holder.done.moved',
  resent: 'holder.done.resent',
  'reminders-on': 'manage.done.remindersOn',
  'reminders-off': 'manage.done.remindersOff',
} as const satisfies Record<string, TextKey>;
export type HolderDone = keyof typeof HOLDER_DONE;
