import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale, type LocalisedText } from '../../../kernel/locale.js';
import { type EditionStatus } from '../domain/edition-state.js';
import { Series } from './series.entity.js';

export const FORMATS = ['in_person', 'online', 'hybrid'] as const;
export type Format = (typeof FORMATS)[number];

/** Where people meet in person. `city` alone where the record holds no more. */
export interface Venue {
  name?: LocalisedText;
  address?: LocalisedText;
  city?: string;
  country?: string;
}

/** How many took part, as far as it is recorded. */
export interface ParticipantFigures {
  inPerson?: number;
  online?: number;
  countries?: number;
  institutions?: number;
}

/** One year's meeting, symposium or intake of a series. */
@Entity('edition')
export class Edition {
  @PrimaryColumn('uuid')
  id: string;

  /** The name in every URL, e.g. `ewa-2027`. */
  @Column('text')
  key: string;

  @Column('uuid')
  seriesId: string;

  @ManyToOne(() => Series)
  @JoinColumn({ name: 'series_id' })
  series: Series;

  /** Data, not a count: null for an unnumbered edition. */
  @Column('integer', { nullable: true })
  ordinal: number | null;

  @Column('integer')
  year: number;

  @Column('jsonb', { nullable: true })
  title: LocalisedText | null;

  @Column('jsonb', { nullable: true })
  theme: LocalisedText | null;

  @Column('jsonb', { nullable: true })
  description: LocalisedText | null;

  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('timestamptz', { nullable: true })
  startsAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;

  /** The wall clock that was meant, so that a new release of the zone data can move the instant and keep the hour. */
  @Column('timestamp', { nullable: true, select: false })
  startsWall: string | null;

  @Column('timestamp', { nullable: true, select: false })
  endsWall: string | null;

  /** The release of the zone data that turned wall clock into instant. */
  @Column('text', { nullable: true })
  zoneDataRelease: string | null;

  /** The day, where only the day is recorded (YYYY-MM-DD). */
  @Column('date', { nullable: true })
  heldOn: string | null;

  @Column('text', { nullable: true })
  format: Format | null;

  @Column('jsonb', { nullable: true })
  venue: Venue | null;

  /** How many satellite venues there were, where their names are not recorded. */
  @Column('integer', { nullable: true })
  satelliteVenues: number | null;

  /** What remains of it, for the archive. */
  @Column('jsonb', { nullable: true })
  summary: LocalisedText | null;

  /** Its website of the time. */
  @Column('text', { nullable: true })
  website: string | null;

  @Column('jsonb', { nullable: true })
  participants: ParticipantFigures | null;

  /** The edition that this one was cloned from. */
  @Column('uuid', { nullable: true })
  clonedFrom: string | null;

  /** A remark of the archive, e.g. that the host is not recorded. */
  @Column('text', { nullable: true })
  note: string | null;

  /** The first is the language of plain strings on input. */
  @Column('text', { array: true })
  languages: Locale[];

  @Column('text')
  status: EditionStatus;

  @Column('text', { nullable: true })
  statusReason: string | null;

  /** iCalendar SEQUENCE: grows with every change of time, place or status. */
  @Column('integer')
  sequence: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  /** When it was last changed: the DTSTAMP of its calendar entries. */
  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  publishedAt: Date | null;
}
