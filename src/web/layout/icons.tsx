const PATHS = {
  calendar: 'M4 6h16v14H4zM4 10.5h16M8 3v4M16 3v4',
  check: 'm4 12.5 5 5L20 6.5',
  download: 'M12 4v11M7 10.5l5 5 5-5M4 20h16',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21',
  external: 'M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9',
} as const;

export type IconName = keyof typeof PATHS;

/** Always beside words, so never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Two halves of a globe. */
export function BrandMark() {
  return (
    <svg class="mark" viewBox="0 0 24 32" aria-hidden="true">
      <path class="west" d="M12 1.5C1.5 9 1.5 23 12 30.5Z" />
      <path d="M12 1.5c10.5 7.5 10.5 21.5 0 29Z" />
    </svg>
  );
}
