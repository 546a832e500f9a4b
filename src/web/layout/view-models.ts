import { type LocalisedText } from '../../kernel/locale.js';

/** A body that hosts, partners, broadcasts or is a member. */
export interface PlaceView {
  slug: string;
  name: LocalisedText;
  city: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  timeZone: string | null;
}

export type EditionStatus = 'draft' | 'published' | 'postponed' | 'cancelled' | 'completed';
export type EditionFormat = 'in_person' | 'online' | 'hybrid';
export type Attendance = 'in_person' | 'online';

/** As much as is recorded of an edition's time: two instants, only the day, or only the year. */
export interface WhenView {
  year: number;
  /** `YYYY-MM-DD`, when the day is known and the hour is not. */
  date: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  timeZone: string | null;
}

export interface SeriesRef {
  slug: string;
  name: LocalisedText;
  shortName: string | null;
}

/** An edition as it is named in lists and on top of pages. */
export interface EditionRef {
  key: string;
  series: SeriesRef;
  ordinal: number | null;
  /** An own title, where it is not simply the series' name with the ordinal. */
  title: LocalisedText | null;
  theme: LocalisedText | null;
  status: EditionStatus;
  when: WhenView;
  hosts: PlaceView[];
}

/** Where a visitor stands with registration; decided by the features, shown as the state of one button. */
export type RegistrationStand =
  /** For a place, unless people can only apply, or wait for one. */
  | { kind: 'open'; by?: 'application' | 'waiting-list' }
  /** For those only who have been invited. */
  | { kind: 'invitation' }
  | { kind: 'opens'; at: Date }
  | { kind: 'sold-out' }
  | { kind: 'closed' }
  | { kind: 'ended' }
  | { kind: 'cancelled' }
  | { kind: 'postponed' }
  /** Nothing to register for, e.g. an edition of the archive. */
  | { kind: 'none' };

export interface UpcomingEdition extends EditionRef {
  format: EditionFormat | null;
  /** Where, if it is not simply at the first host. */
  city: string | null;
  registration: RegistrationStand;
}

/** One edition of the archive. Without hosts it is shown as a gap. */
export interface ArchivedEdition {
  key: string;
  ordinal: number | null;
  title: LocalisedText | null;
  theme: LocalisedText | null;
  status: EditionStatus;
  when: WhenView;
  hosts: PlaceView[];
  city: string | null;
  /** Others who had a part in it, where the list has room for them. */
  roles?: { place: PlaceView; role: EditionRole }[];
  /** How many satellite venues, where their names are not recorded. */
  satelliteVenues?: number | null;
}

/** What an institution other than the host was to an edition. */
export type EditionRole = 'co_host' | 'partner' | 'broadcaster' | 'satellite_venue' | 'sponsor' | 'honorary_supporter';

/** An edition, or a run of numbers between two recorded ones that nothing is recorded of. Newest first. */
export type TimelineEntry = { kind: 'edition'; edition: ArchivedEdition } | { kind: 'gap'; from: number; to: number };

export interface CategoryView {
  id: string;
  name: LocalisedText;
  attendance: Attendance;
  /** Null: unlimited. */
  placesLeft: number | null;
  opensAt: Date | null;
  closesAt: Date | null;
  /** What whoever comes now finds. */
  admission: 'open' | 'waiting-list' | 'full' | 'not-yet-open' | 'closed';
  /** How many wait for a place. */
  waiting: number;
  approval: boolean;
  invitationOnly: boolean;
  /** May be chosen now, by whoever may choose it at all. */
  open: boolean;
}

export type RegistrationStatus = 'confirmed' | 'offered' | 'waitlisted' | 'pending' | 'declined' | 'cancelled';

export type DeliveryState =
  'planned' | 'sending' | 'sent' | 'failed' | 'bounced' | 'suppressed' | 'cancelled' | 'skipped' | 'uncertain';

export type DeliveryKind =
  | 'confirmation'
  | 'waitlisted'
  | 'promoted'
  | 'approved'
  | 'declined'
  | 'cancelled'
  | 'reminder'
  | 'change'
  | 'announcement'
  | 'invitation';
