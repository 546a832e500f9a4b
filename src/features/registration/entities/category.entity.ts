import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { PlacePool } from './place-pool.entity.js';

export const ATTENDANCES = ['in_person', 'online'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** A kind of place in an edition, e.g. delegate or online attendee. */
@Entity('category')
export class Category {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  name: LocalisedText;

  @Column('text')
  attendance: Attendance;

  /** Null: unlimited (typically online). */
  @Column('integer', { nullable: true })
  capacity: number | null;

  /** Places given away. Guarded by `category_taken_ck`; only admission and cancellation change it. */
  @Column('integer')
  taken: number;

  /** Places given away beyond a capacity that was lowered later. */
  @Column('integer')
  overhang: number;

  /** Drawn on together with other categories, e.g. the seats of a hall. */
  @Column('uuid', { nullable: true })
  poolId: string | null;

  @ManyToOne(() => PlacePool)
  @JoinColumn({ name: 'pool_id' })
  pool: PlacePool | null;

  /** How many wait for a place. */
  @Column('integer')
  waiting: number;

  /** Newcomers are pending until they are approved; a place is given only then. */
  @Column('boolean')
  approval: boolean;

  /** How many reviewers have to be of one mind. */
  @Column('integer')
  reviewsRequired: number;

  /** Only those who hold an invitation may register. */
  @Column('boolean')
  invitationOnly: boolean;

  /** Whoever finds no place is put on the waiting list instead of being sent away. */
  @Column('boolean')
  waitingList: boolean;

  /** Places for each institution without a quota of its own; null: no limit, 0: only institutions with a quota. */
  @Column('integer', { nullable: true })
  quotaDefault: number | null;

  /** Set: whoever is approved or promoted gets an offer that holds the place for so many hours; null: the place itself. */
  @Column('integer', { nullable: true })
  offerHours: number | null;

  /** Registration opens; null: as soon as the edition is published. */
  @Column('timestamptz', { nullable: true })
  opensAt: Date | null;

  /** Registration closes; null: when the edition ends. */
  @Column('timestamptz', { nullable: true })
  closesAt: Date | null;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
