import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';

export const STREAM_ACCESSES = ['public', 'registered'] as const;

/** One broadcast of an edition; where it can be watched stands in its mirrors. */
@Entity('stream')
export class Stream {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  title: LocalisedText;

  @Column('text')
  access: (typeof STREAM_ACCESSES)[number];

  /** Minutes before the start of the edition. */
  @Column('integer')
  opensMinutesBefore: number;

  /** Minutes after the end of the edition. */
  @Column('integer')
  closesMinutesAfter: number;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
