import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';

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
