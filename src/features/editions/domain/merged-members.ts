/** An institution's place in a series, as far as two records of one institution are put together. */
export interface MemberSpan {
  id: string;
  seriesId: string;
  role: string;
  founding: boolean;
  /** Null where the first year is not recorded. */
  since: number | null;
  /** Null as long as it lasts. */
  until: number | null;
  position: number;
}

/** What becomes of the rows: one of each group stays and carries what all of them say, the others go. */
export interface MergedMembers {
  stay: MemberSpan[];
  goIds: string[];
}

/**
 * Puts the memberships of two records of one institution together. Rows of one series and role that have a year in common
 * are one membership: it begins with the earliest recorded year and ends with the latest, or not at all. Rows that lie apart
 * stay as they are, because an institution may leave and come back. The first of `own` is the row that stays.
 */
export function mergedMembers(own: readonly MemberSpan[], other: readonly MemberSpan[]): MergedMembers {
  const groups: MemberSpan[][] = [];
  for (const row of [...own, ...other]) {
    const [first, ...more] = groups.filter((group) => group.some((one) => isSame(one, row)));
    if (!first) groups.push([row]);
    else {
      // It may lie between two that had nothing in common until now.
      first.push(row, ...more.flat());
      for (const one of more) groups.splice(groups.indexOf(one), 1);
    }
  }
  return {
    stay: groups.map(united),
    goIds: groups.flatMap(([, ...others]) => others.map(({ id }) => id)),
  };
}

function isSame(a: MemberSpan, b: MemberSpan): boolean {
  return a.seriesId === b.seriesId && a.role === b.role && start(a) <= end(b) && start(b) <= end(a);
}

function united(group: MemberSpan[]): MemberSpan {
  const recorded = group.flatMap(({ since }) => since ?? []);
  const ends = group.map(end);
  return {
    ...group[0]!,
    founding: group.some(({ founding }) => founding),
    since: recorded.length > 0 ? Math.min(...recorded) : null,
    until: ends.includes(Infinity) ? null : Math.max(...ends),
    position: Math.min(...group.map(({ position }) => position)),
  };
}

const start = ({ since }: MemberSpan): number => since ?? -Infinity;
const end = ({ until }: MemberSpan): number => until ?? Infinity;
