import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { Institution } from '../../institutions/index.js';

/** A time in which somebody can speak; instants in UTC (RFC 3339), as they are kept in JSON. */
export interface Availability {
  from: string;
  to: string;
}

/** Somebody who speaks at or chairs sessions of one edition. */
@Entity('speaker')
export class Speaker {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  nativeName: string | null;

  /** For the organisers; never part of a release. */
  @Column('text', { nullable: true })
  email: string | null;

  @Column('uuid', { nullable: true })
  institutionId: string | null;

  @ManyToOne(() => Institution)
  @JoinColumn({ name: 'institution_id' })
  institution: Institution | null;

  @Column('text', { nullable: true })
  affiliation: string | null;

  /** IANA name of the clock by which they speak; null: not known. */
  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('jsonb', { nullable: true })
  biography: LocalisedText | null;

  /** Null: nothing is known. */
  @Column('jsonb', { nullable: true })
  availability: Availability[] | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
