import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';

/** Places that several categories of an edition share, e.g. the seats of a hall. */
@Entity('place_pool')
export class PlacePool {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  name: LocalisedText;

  @Column('integer')
  capacity: number;

  /** Places given away, over all categories that draw on it. Guarded by `place_pool_taken_ck`. */
  @Column('integer')
  taken: number;

  /** Places given away beyond a capacity that was lowered later. */
  @Column('integer')
  overhang: number;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
