import { isTimeZone, offsetMinutes, timeZoneNames, ZONE_DATA_RELEASE } from '../../kernel/time-zone.js';

/** Which zone data is in use, and in which zones the runtime's or the database's own data would say another hour. */
export interface ZoneDataReport {
  release: string;
  node: { release: string; differs: string[] };
  postgresql: { differs: string[] };
}

type Query = <T>(sql: string, parameters: unknown[]) => Promise<T[]>;

/** Compared at noon UTC in the middle of the coming winter and summer, as well as now. */
function instantsToCompare(now: Date): Date[] {
  const year = now.getUTCFullYear() + 1;
  return [now, new Date(Date.UTC(year, 0, 15, 12)), new Date(Date.UTC(year, 6, 15, 12))];
}

/** Compares the product's data with Node's and PostgreSQL's. Some 50 ms; the answer does not change while they run. */
export async function compareZoneData(query: Query, now: Date): Promise<ZoneDataReport> {
  const zones = timeZoneNames();
  const instants = instantsToCompare(now);
  return {
    release: ZONE_DATA_RELEASE,
    node: {
      release: process.versions['tz'] ?? 'unknown',
      differs: zones.filter((zone) =>
        instants.some((instant) => nodeOffset(zone, instant) !== offsetMinutes(zone, instant)),
      ),
    },
    postgresql: { differs: await postgresqlDiffers(query, instants) },
  };
}

/** Minutes east by Node's own data; null where Node does not know the zone. The only place that asks it. */
function nodeOffset(zone: string, instant: Date): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(instant);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
    if (!match) return null;
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === '-' ? -minutes : minutes;
  } catch {
    return null;
  }
}

async function postgresqlDiffers(query: Query, instants: Date[]): Promise<string[]> {
  const rows = await query<{ zone: string; instant: Date; minutes: number }>(
    `SELECT known.name AS zone, instant,
       (extract(epoch FROM (instant AT TIME ZONE known.name) - (instant AT TIME ZONE 'UTC')) / 60)::int AS minutes
     FROM (SELECT name FROM pg_timezone_names WHERE name = ANY($1)) AS known, unnest($2::timestamptz[]) AS instant`,
    [timeZoneNames(), instants],
  );
  const wrong = rows.filter(
    ({ zone, instant, minutes }) => isTimeZone(zone) && offsetMinutes(zone, instant) !== minutes,
  );
  return [...new Set(wrong.map(({ zone }) => zone))].sort();
}
