import {
  type RegistrationStatus,
  type ScanAnswer,
  type ScanOutcome,
  type ScanReason,
} from '../../../features/registration/index.js';
import { type Locale } from '../../../kernel/locale.js';
import { formatMoment } from '../../../platform/i18n/format.js';
import { type TextKey, type Translate } from '../../texts.js';

/** Why a scan is not valid, in a few words, and what to do about it. */
const REASONS: Record<ScanReason, { why: TextKey; what: TextKey }> = {
  unknown: { why: 'checkIn.why.unknown', what: 'checkIn.what.unknown' },
  'other-edition': { why: 'checkIn.why.otherEdition', what: 'checkIn.what.otherEdition' },
  replaced: { why: 'checkIn.why.replaced', what: 'checkIn.what.replaced' },
  cancelled: { why: 'checkIn.why.cancelled', what: 'checkIn.what.cancelled' },
  waitlisted: { why: 'checkIn.why.waitlisted', what: 'checkIn.what.waitlisted' },
  pending: { why: 'checkIn.why.pending', what: 'checkIn.what.pending' },
  offered: { why: 'checkIn.why.offered', what: 'checkIn.what.offered' },
  declined: { why: 'checkIn.why.declined', what: 'checkIn.what.declined' },
  'not-checked-in': { why: 'checkIn.why.notCheckedIn', what: 'checkIn.what.notCheckedIn' },
  'too-old': { why: 'checkIn.why.tooOld', what: 'checkIn.what.tooOld' },
};

/** Colour and shape of an answer: see `.outcome` in the style sheet. `ask` is the one before the tap. */
export type Look = 'ok' | 'bad' | 'warn' | 'ask';

const LOOKS: Record<ScanOutcome, Look> = { checked_in: 'ok', already_in: 'bad', not_valid: 'warn', undone: 'warn' };

/** What became of a scan, as it is said. */
export interface SaidAnswer {
  look: Look;
  say: string;
  what: string;
  /** To be looked into. */
  also: string | null;
}

/** `09:42`, on the clock of the event. */
export const clockTime = (locale: Locale, zone: string, at: Date): string => formatMoment(locale, zone, at).time;

export function sayAnswer(answer: ScanAnswer, t: Translate, locale: Locale, zone: string): SaidAnswer {
  const { outcome, reason, person } = answer;
  const look = LOOKS[outcome];
  const [second] = person?.alsoOn ?? [];
  const also =
    answer.twoDevices && second
      ? t('checkIn.twoDevices', { device: second.device, time: clockTime(locale, zone, second.at) })
      : null;
  switch (outcome) {
    case 'checked_in':
      return { look, say: t('checkIn.checkedIn'), what: '', also };
    case 'undone':
      return { look, say: t('checkIn.undone'), what: t('checkIn.what.undone'), also };
    case 'already_in':
      return { look, say: sayAlready(person, t, locale, zone), what: t('checkIn.what.alreadyIn'), also };
    default: {
      const words = REASONS[reason ?? 'unknown'];
      return { look, say: t('checkIn.notValid', { reason: t(words.why) }), what: t(words.what), also };
    }
  }
}

function sayAlready(person: ScanAnswer['person'], t: Translate, locale: Locale, zone: string): string {
  const mark = person?.checkedIn;
  if (!mark) return t('checkIn.already');
  const time = clockTime(locale, zone, mark.at);
  return mark.by === null ? t('checkIn.alreadyAt', { time }) : t('checkIn.alreadyBy', { time, name: mark.by });
}

/** One word for the list of the last scans; `look` as in `.status`. */
export function wordOf(outcome: ScanOutcome, t: Translate): { look: string; word: string } {
  switch (outcome) {
    case 'checked_in':
      return { look: 'checked-in', word: t('checkIn.word.in') };
    case 'already_in':
      return { look: 'failed', word: t('checkIn.word.twice') };
    case 'undone':
      return { look: 'planned', word: t('checkIn.word.undone') };
    default:
      return { look: 'pending', word: t('checkIn.word.notValid') };
  }
}

/** For the script: every word of the page that it says by itself. Its own placeholders are in single braces. */
export function scriptWords(t: Translate) {
  const [time, name, device, reason, count, total] = ['{time}', '{name}', '{device}', '{reason}', '{count}', '{total}'];
  return {
    checkedIn: t('checkIn.checkedIn'),
    undone: t('checkIn.undone'),
    undoneWhat: t('checkIn.what.undone'),
    already: t('checkIn.already'),
    alreadyAt: t('checkIn.alreadyAt', { time }),
    alreadyBy: t('checkIn.alreadyBy', { time, name }),
    alreadyWhat: t('checkIn.what.alreadyIn'),
    notValid: t('checkIn.notValid', { reason }),
    why: Object.fromEntries(Object.entries(REASONS).map(([code, { why }]) => [code, t(why)])),
    what: Object.fromEntries(Object.entries(REASONS).map(([code, { what }]) => [code, t(what)])),
    notOnList: t('checkIn.what.notOnList', { time }),
    ask: t('checkIn.ask'),
    twoDevices: t('checkIn.twoDevices', { device, time }),
    word: {
      checked_in: wordOf('checked_in', t),
      already_in: wordOf('already_in', t),
      undone: wordOf('undone', t),
      not_valid: wordOf('not_valid', t),
      waiting: { look: 'waiting', word: t('checkIn.word.kept') },
    },
    status: {
      confirmed: t('status.registration.confirmed'),
      offered: t('status.registration.offered'),
      waitlisted: t('status.registration.waitlisted'),
      pending: t('status.registration.pending'),
      declined: t('status.registration.declined'),
      cancelled: t('status.registration.cancelled'),
    } satisfies Record<RegistrationStatus, string>,
    checkIn: t('checkIn.do'),
    undo: t('checkIn.undo'),
    undoOf: t('checkIn.undoOf', { name }),
    checkInOf: t('checkIn.doOf', { name }),
    seen: t('checkIn.seen'),
    seenOf: t('checkIn.seenOf', { name }),
    online: t('checkIn.online'),
    sending: t('checkIn.sending', { waiting: count }),
    offline: t('checkIn.offline'),
    offlineWaiting: t('checkIn.offlineWaiting', { waiting: count }),
    signedOut: t('checkIn.signedOut', { waiting: count }),
    refusedLater: t('checkIn.refusedLater', { reason }),
    lost: t('checkIn.lost'),
    letInTwice: t('checkIn.letInTwice', { device, time }),
    onDevice: t('checkIn.onDevice', { people: count, time }),
    notOnDevice: t('checkIn.notOnDevice'),
    loading: t('checkIn.loading', { done: count }),
    eraseWaiting: t('checkIn.eraseWaiting', { waiting: count }),
    foundNone: t('checkIn.foundNone'),
    found: t('checkIn.found', { total }),
    stopCamera: t('checkIn.stopCamera'),
    startCamera: t('checkIn.startCamera'),
    noCamera: t('checkIn.noCamera'),
    cameraRefused: t('checkIn.cameraRefused'),
    scanning: t('checkIn.scanning'),
  };
}
