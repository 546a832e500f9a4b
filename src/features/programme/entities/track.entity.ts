import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';

/** A theme that runs through a programme. */
@Entity('track')
export class Track {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  name: LocalisedText;

  /** `#rrggbb`, in small letters. */
  @Column('text')
  colour: string;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
