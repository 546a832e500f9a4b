import { type EditionDetails, type Membership, type SeriesKind } from '../../../features/editions/index.js';
import { type EditionRef, type EditionRole, type SeriesRef } from '../../layout/view-models.js';
import { editionRef } from '../../presenters.js';

/** What an institution is to one series. */
export interface SeriesPart {
  series: SeriesRef;
  kind: SeriesKind;
  memberships: Pick<Membership, 'id' | 'role' | 'founding' | 'since' | 'until'>[];
  /** Newest first, as the other roles. */
  hosted: EditionRef[];
  others: { edition: EditionRef; roles: EditionRole[] }[];
}

/** Parts in series of one kind. */
export interface KindPart {
  kind: SeriesKind;
  parts: SeriesPart[];
}

const KINDS: readonly SeriesKind[] = ['annual_meeting', 'symposium', 'exchange_programme'];

/** Puts memberships and editions together by the kind of series and by series; editions come newest first. */
export function historyView(
  slug: string,
  memberships: readonly Membership[],
  editions: readonly EditionDetails[],
): KindPart[] {
  const parts = new Map<string, SeriesPart>();
  const partOf = ({ id, kind, slug: seriesSlug, name, shortName }: Membership['series']) => {
    const part = parts.get(id) ?? {
      series: { slug: seriesSlug, name, shortName },
      kind,
      memberships: [],
      hosted: [],
      others: [],
    };
    parts.set(id, part);
    return part;
  };
  for (const { series, ...membership } of memberships) partOf(series).memberships.push(membership);
  for (const edition of editions) {
    const part = partOf(edition.series);
    if (edition.hosts.some((host) => host.slug === slug)) part.hosted.push(editionRef(edition));
    const roles = edition.roles.filter((one) => one.slug === slug).map(({ role }) => role as EditionRole);
    if (roles.length > 0) part.others.push({ edition: editionRef(edition), roles });
  }
  return KINDS.map((kind) => ({ kind, parts: [...parts.values()].filter((part) => part.kind === kind) })).filter(
    (group) => group.parts.length > 0,
  );
}
