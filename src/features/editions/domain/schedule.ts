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

function noSuchDate(path: string): InvalidInput {
  return InvalidInput.at(path, 'invalid-date', 'There is no such date or time.');
}
