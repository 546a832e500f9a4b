/** What a session is. Nobody speaks in a `break`, whoever is named with it. */
export const SESSION_KINDS = [
  'talk',
  'keynote',
  'panel',
  'workshop',
  'poster',
  'broadcast',
  'break',
  'ceremony',
] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];
