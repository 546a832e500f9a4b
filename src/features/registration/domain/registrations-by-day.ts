import { addDays, formatWallTime, parseWallTime, wallTime } from '../../../kernel/time-zone.js';

/** What happened at about one instant: how many places were given and how many were given up. */
export interface RegistrationChange {
  at: Date;
  joined: number;
  gone: number;
}

/** One calendar day of an edition's zone. */
export interface RegistrationDay {
  /** `YYYY-MM-DD`. */
  date: string;
  joined: number;
  gone: number;
  /** How many are confirmed when the day ends. */
  confirmed: number;
}

/**
 * Every day from the first change to `until`, days without a change included, as the clock of the zone parts them: a day may
 * have 23 or 25 hours. Empty when nothing has happened yet.
 */
export function registrationsByDay(
  changes: readonly RegistrationChange[],
  zone: string,
  until: Date,
): RegistrationDay[] {
  const ofDay = new Map<string, { joined: number; gone: number }>();
  for (const { at, joined, gone } of changes) {
    const date = dateOf(zone, at);
    const day = ofDay.get(date) ?? { joined: 0, gone: 0 };
    ofDay.set(date, { joined: day.joined + joined, gone: day.gone + gone });
  }
  const [first] = [...ofDay.keys()].sort();
  if (first === undefined) return [];
  const last = [...ofDay.keys(), dateOf(zone, until)].sort().at(-1)!;
  const days: RegistrationDay[] = [];
  for (let date = first, confirmed = 0; date <= last; date = dayAfter(date)) {
    const { joined, gone } = ofDay.get(date) ?? { joined: 0, gone: 0 };
    confirmed += joined - gone;
    days.push({ date, joined, gone, confirmed });
  }
  return days;
}

/** The same figures in runs of `size` days, the last of which may be shorter: each is called by its last day. */
export function inRuns(days: readonly RegistrationDay[], size: number): RegistrationDay[] {
  const runs: RegistrationDay[] = [];
  for (let start = 0; start < days.length; start += size) {
    const run = days.slice(start, start + size);
    const { date, confirmed } = run.at(-1)!;
    const sum = (field: 'joined' | 'gone') => run.reduce((total, day) => total + day[field], 0);
    runs.push({ date, joined: sum('joined'), gone: sum('gone'), confirmed });
  }
  return runs;
}

const dateOf = (zone: string, instant: Date): string => formatWallTime(wallTime(zone, instant)).slice(0, 10);

const dayAfter = (date: string): string => formatWallTime(addDays(parseWallTime(date)!, 1)).slice(0, 10);
