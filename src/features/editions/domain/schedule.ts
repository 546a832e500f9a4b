import { InvalidInput } from '../../../kernel/domain-error.js';
import { formatWallTime, instantOf, parseWallTime, wallTime, ZONE_DATA_RELEASE } from '../../../kernel/time-zone.js';

/** Start and end as instants, with the wall clock that was meant and the zone data that read it. */
export interface Schedule {
  startsAt: Date;
  endsAt: Date;
  startsWall: string;
  endsWall: string;
  zoneDataRelease: string;
}

/**
 * One instant as people write it: with an offset it is exact, without one it is a wall-clock time in the zone.
 * @throws AmbiguousLocalTime for a wall-clock time that does not exist or exists twice; InvalidInput for no date at all
 */
export function readInstant(text: string, zone: string, path: string): Date {
  if (/(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) {
    const instant = new Date(text.replace(' ', 'T'));
    if (parseWallTime(text.slice(0, 16)) === null || Number.isNaN(instant.getTime())) throw noSuchDate(path);
    return instant;
  }
  const wall = parseWallTime(text.replace(/\.\d+$/, ''));
  if (wall === null) throw noSuchDate(path);
  return instantOf(zone, wall, path);
}

/** @throws AmbiguousLocalTime, InvalidInput when the end does not come after the start */
export function schedule(startsAt: string, endsAt: string, zone: string): Schedule {
  const start = readInstant(startsAt, zone, 'startsAt');
  const end = readInstant(endsAt, zone, 'endsAt');
  if (end <= start) throw InvalidInput.at('endsAt', 'end-before-start', 'The end must come after the start.');
  return {
    startsAt: start,
    endsAt: end,
    startsWall: formatWallTime(wallTime(zone, start)),
    endsWall: formatWallTime(wallTime(zone, end)),
    zoneDataRelease: ZONE_DATA_RELEASE,
  };
}

/** As `schedule`, for times that may be left out: both or neither. @throws InvalidInput, AmbiguousLocalTime */
export function scheduleOf(
  startsAt: string | null | undefined,
  endsAt: string | null | undefined,
  zone: string | null | undefined,
): Schedule | null {
  if (!startsAt && !endsAt) return null;
  if (!startsAt) throw InvalidInput.at('startsAt', 'required', 'Give the start too.');
  if (!endsAt) throw InvalidInput.at('endsAt', 'required', 'Give the end too.');
  if (!zone) throw InvalidInput.at('timeZone', 'required', 'Give the time zone, or a host that has one.');
  return schedule(startsAt, endsAt, zone);
}

/** When an edition takes place, as it stands in its row. */
interface Dated {
  startsAt: Date | null;
  endsAt: Date | null;
  timeZone: string | null;
}

/** What an edition that is not dated has instead of a `Schedule`. */
const UNDATED = { startsAt: null, endsAt: null, startsWall: null, endsWall: null, zoneDataRelease: null };

/**
 * The schedule after new times, a new zone or both; a new zone alone keeps the wall clock. Null: nothing of that was given.
 * `moved` tells whether an instant or the zone has changed.
 * @throws InvalidInput, AmbiguousLocalTime
 */
export function rescheduled(
  before: Dated,
  input: { startsAt?: string | null; endsAt?: string | null; timeZone?: string },
): { times: Schedule | typeof UNDATED; moved: boolean } | null {
  const zone = input.timeZone ?? before.timeZone;
  const zoneChanged = zone !== before.timeZone;
  if (input.startsAt === undefined && input.endsAt === undefined && !zoneChanged) return null;
  const wall = (instant: Date | null) =>
    instant && before.timeZone ? formatWallTime(wallTime(before.timeZone, instant)) : null;
  const keep = (instant: Date | null) => (zoneChanged ? wall(instant) : (instant?.toISOString() ?? null));
  const times =
    scheduleOf(
      input.startsAt === undefined ? keep(before.startsAt) : input.startsAt,
      input.endsAt === undefined ? keep(before.endsAt) : input.endsAt,
      zone,
    ) ?? UNDATED;
  const moved =
    zoneChanged ||
    times.startsAt?.getTime() !== before.startsAt?.getTime() ||
    times.endsAt?.getTime() !== before.endsAt?.getTime();
  return { times, moved };
}

function noSuchDate(path: string): InvalidInput {
  return InvalidInput.at(path, 'invalid-date', 'There is no such date or time.');
}
