import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';

/** Where sessions of an edition take place, in a building or on the net. */
@Entity('room')
export class Room {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  name: LocalisedText;

  /** People; null: no limit is known. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('boolean')
  virtual: boolean;

  /** IANA name, of a satellite venue; null: the clock of the edition. */
  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
