import { type EditionStatus } from './edition-state.js';

/** What counts of an edition. */
interface Recorded {
  year: number;
  ordinal: number | null;
  status: EditionStatus;
  endsAt: Date | null;
  hosts: readonly { slug: string }[];
  roles: readonly { slug: string; role: string }[];
}

/** How often one institution was the host. */
export interface HostRecord<T> {
  slug: string;
  /** Newest first; never empty. */
  editions: T[];
}

/** Who hosted, and of which editions nobody knows it. */
export interface HostRecords<T> {
  hosts: HostRecord<T>[];
  /** Held, but by whom is not recorded; newest first. */
  unrecorded: T[];
}

/** Did it take place? One that is cancelled, postponed or still ahead did not. */
export function isHeld({ status, endsAt }: Pick<Recorded, 'status' | 'endsAt'>, now: Date): boolean {
  return status === 'completed' || (status === 'published' && endsAt !== null && endsAt <= now);
}

/** The institutions that host an edition, alone or with others, each once. */
export function hostSlugs({ hosts, roles }: Pick<Recorded, 'hosts' | 'roles'>): string[] {
  const coHosts = roles.filter(({ role }) => role === 'co_host');
  return [...new Set([...hosts, ...coHosts].map(({ slug }) => slug))];
}

/**
 * Who hosted how often: the most frequent first, then whoever did so last. An edition with several hosts counts for each of
 * them; one without a recorded host counts for nobody.
 */
export function hostRecords<T extends Recorded>(editions: readonly T[], now: Date): HostRecords<T> {
  const held = editions
    .filter((edition) => isHeld(edition, now))
    .sort((a, b) => b.year - a.year || (b.ordinal ?? 0) - (a.ordinal ?? 0));
  const bySlug = new Map<string, T[]>();
  for (const edition of held) {
    for (const slug of hostSlugs(edition)) bySlug.set(slug, [...(bySlug.get(slug) ?? []), edition]);
  }
  return {
    hosts: [...bySlug]
      .map(([slug, hosted]) => ({ slug, editions: hosted }))
      .sort(
        (a, b) =>
          b.editions.length - a.editions.length ||
          b.editions[0]!.year - a.editions[0]!.year ||
          (a.slug < b.slug ? -1 : 1),
      ),
    unrecorded: held.filter((edition) => hostSlugs(edition).length === 0),
  };
}
