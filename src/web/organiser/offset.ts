import { parseDuration } from '../../kernel/duration.js';
import { type Translate } from '../texts.js';

const UNITS = [
  { seconds: 3600, before: 'offset.hoursBefore', after: 'offset.hoursAfter' },
  { seconds: 60, before: 'offset.minutesBefore', after: 'offset.minutesAfter' },
] as const;

/** `-P7D` → “7 days before”. What is no plain number of days, hours or minutes stays as it is written. */
export function offsetText(offset: string, t: Translate): string {
  const duration = parseDuration(offset);
  if (!duration) return offset;
  const { days, seconds } = duration;
  if (days === 0 && seconds === 0) return t('offset.atStart');
  if (seconds === 0) return t(days < 0 ? 'offset.daysBefore' : 'offset.daysAfter', { count: Math.abs(days) });
  const unit = UNITS.find((candidate) => days === 0 && seconds % candidate.seconds === 0);
  return unit ? t(seconds < 0 ? unit.before : unit.after, { count: Math.abs(seconds) / unit.seconds }) : offset;
}
