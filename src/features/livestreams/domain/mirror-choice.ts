/** What the choice of a mirror depends on. */
interface Candidate {
  region: readonly string[];
  language: string | null;
  priority: number;
}

const EVERYWHERE = '*';

/**
 * The mirrors that serve a viewer, best first: made for the viewer's country before those for everywhere, then in the
 * viewer's language, then by priority. A mirror for other countries only is never offered.
 */
export function mirrorsFor<T extends Candidate>(
  mirrors: readonly T[],
  viewer: { country: string | null; language: string },
): T[] {
  const rank = (mirror: T) => [
    viewer.country !== null && mirror.region.includes(viewer.country) ? 0 : 1,
    mirror.language === null || mirror.language === viewer.language ? 0 : 1,
    mirror.priority,
  ];
  return mirrors
    .filter(({ region }) => region.includes(EVERYWHERE) || (viewer.country !== null && region.includes(viewer.country)))
    .map((mirror) => ({ mirror, rank: rank(mirror) }))
    .sort((a, b) => a.rank[0]! - b.rank[0]! || a.rank[1]! - b.rank[1]! || a.rank[2]! - b.rank[2]!)
    .map(({ mirror }) => mirror);
}
