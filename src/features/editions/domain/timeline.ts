/** What the archive knows of one edition's place in the series. */
interface Numbered {
  ordinal: number | null;
  year: number;
}

/** A run of ordinals that nobody recorded, between two recorded editions. */
export interface Gap {
  kind: 'gap';
  from: number;
  to: number;
}

export type TimelineEntry<T> = { kind: 'edition'; edition: T } | Gap;

/**
 * The editions of a series, newest first, with a gap wherever ordinals are missing between two recorded ones. Nothing is
 * assumed before the first or after the last.
 */
export function timeline<T extends Numbered>(editions: readonly T[]): TimelineEntry<T>[] {
  const sorted = [...editions].sort((a, b) => b.year - a.year || (b.ordinal ?? 0) - (a.ordinal ?? 0));
  const entries: TimelineEntry<T>[] = [];
  let newer: number | null = null;
  for (const edition of sorted) {
    if (edition.ordinal !== null) {
      if (newer !== null && newer - edition.ordinal > 1) {
        entries.push({ kind: 'gap', from: edition.ordinal + 1, to: newer - 1 });
      }
      newer = edition.ordinal;
    }
    entries.push({ kind: 'edition', edition });
  }
  return entries;
}
