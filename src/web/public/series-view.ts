import {
  type EditionDetails,
  hostRecords,
  hostSlugs,
  isHeld,
  type SeriesDetails,
  type SeriesMemberDetails,
  timeline,
} from '../../features/editions/index.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type EditionRole, type TimelineEntry } from '../layout/view-models.js';
import { editionRef, timelineView } from '../presenters.js';
import { type HostTableProps } from './host-table.js';
import { type SeriesMember } from './members.js';
import { type SeriesTimelineProps, type TimelineMark } from './series-timeline.js';

interface Recorded {
  series: SeriesDetails;
  /** Without drafts. */
  editions: EditionDetails[];
  members: SeriesMemberDetails[];
  /** What the hosts are called today. */
  names: ReadonlyMap<string, LocalisedText>;
  now: Date;
}

/** The slugs of everybody who hosts an edition of these. */
export const hostsOf = (editions: readonly EditionDetails[]): string[] => [...new Set(editions.flatMap(hostSlugs))];

/** The list of the editions, but for the one that stands above it. */
export function listView(editions: EditionDetails[], nextId: string | undefined): TimelineEntry[] {
  const known = new Map(editions.map((edition) => [edition.key, edition]));
  return timelineView(timeline(editions.filter(({ id }) => id !== nextId))).map((entry) => {
    if (entry.kind === 'gap') return entry;
    const edition = known.get(entry.edition.key)!;
    const roles = edition.roles.map(({ role, ...place }) => ({ place, role: role as EditionRole }));
    return { ...entry, edition: { ...entry.edition, roles, satelliteVenues: edition.satelliteVenues } };
  });
}

/** What the page shows of the past: drawn, counted and listed. */
export function chartView({ series, editions, names, now }: Recorded): SeriesTimelineProps {
  const stateOf = (edition: EditionDetails): TimelineMark['state'] => {
    if (edition.status === 'cancelled') return 'cancelled';
    return isHeld(edition, now) ? 'held' : 'ahead';
  };
  const { slug, name, shortName, foundedYear } = series;
  return {
    series: { slug, name, shortName },
    foundedYear,
    names,
    marks: editions.map((edition) => ({
      edition: editionRef(edition),
      state: stateOf(edition),
      hosts: hostSlugs(edition),
    })),
    runs: runsOf(editions),
  };
}

/** The gaps between recorded numbers, with the years of the editions on either side. */
function runsOf(editions: EditionDetails[]): SeriesTimelineProps['runs'] {
  const entries = timeline(editions);
  return entries.flatMap((entry, index) => {
    if (entry.kind !== 'gap') return [];
    const yearOf = (neighbour: (typeof entries)[number] | undefined) =>
      neighbour?.kind === 'edition' ? neighbour.edition.year : 0;
    return [{ from: entry.from, to: entry.to, after: yearOf(entries[index + 1]), before: yearOf(entries[index - 1]) }];
  });
}

export function hostTableView({ editions, names, now }: Recorded): HostTableProps {
  const { hosts, unrecorded } = hostRecords(editions, now);
  const brief = ({ key, ordinal, year }: EditionDetails) => ({ key, ordinal, year });
  return {
    hosts: hosts.map((host) => ({
      slug: host.slug,
      name: names.get(host.slug) ?? {},
      editions: host.editions.map(brief),
    })),
    unrecorded: unrecorded.map(brief),
  };
}

/** Those who belong to the series this year, and those who did. */
export function membersView({ members, now }: Recorded): { members: SeriesMember[]; former: SeriesMember[] } {
  const year = now.getUTCFullYear();
  const all = members.map(({ id, institution, role, founding, since, until }) => ({
    ...institution,
    ...{ id, role, founding, since, until },
  }));
  const isOver = ({ until }: SeriesMember) => until !== null && until < year;
  return { members: all.filter((member) => !isOver(member)), former: all.filter(isOver) };
}
