import { InvalidInput } from '../../kernel/domain-error.js';
import { readInstant } from '../editions/index.js';

/** Both, or neither. */
interface SessionTimes {
  startsAt: Date | null;
  endsAt: Date | null;
}

/**
 * An instant as people write it; without an offset it is on the clock of the zone.
 * @throws InvalidInput, also for a time without an offset where no zone is known; AmbiguousLocalTime
 */
export function instantAt(text: string, zone: string | null, path: string): Date {
  // With an offset the zone is not asked; UTC stands for the one that there is not.
  if (zone !== null || /(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) return readInstant(text, zone ?? 'UTC', path);
  throw InvalidInput.at(path, 'offset-required', 'Give the offset too: the edition has no time zone yet.');
}

/**
 * The times of a session after a change; what is not given stays.
 * @param zone of the edition
 * @throws InvalidInput for one without the other and for an end that does not come after the start; AmbiguousLocalTime
 */
export function sessionTimes(
  before: SessionTimes,
  input: { startsAt?: string | null; endsAt?: string | null },
  zone: string | null,
): SessionTimes {
  const read = (path: 'startsAt' | 'endsAt') => {
    const text = input[path];
    return text === undefined ? before[path] : text && instantAt(text, zone, path);
  };
  const [startsAt, endsAt] = [read('startsAt') || null, read('endsAt') || null];
  if (endsAt && !startsAt) throw InvalidInput.at('startsAt', 'required', 'Give the start too, or neither.');
  if (startsAt && !endsAt) throw InvalidInput.at('endsAt', 'required', 'Give the end too, or neither.');
  if (startsAt && endsAt && endsAt <= startsAt)
    throw InvalidInput.at('endsAt', 'end-before-start', 'The end must come after the start.');
  return { startsAt, endsAt };
}
