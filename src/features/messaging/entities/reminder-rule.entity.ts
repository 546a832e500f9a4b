import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { type Audience } from '../inputs/reminder-rule.input.js';

/** "One hour before the start, to everybody online": one row, and one planned delivery for each registration. */
@Entity('reminder_rule')
export class ReminderRule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('text')
  anchor: 'edition_start';

  /** Signed ISO 8601 duration. */
  @Column('text', { name: 'offset_text' })
  offset: string;

  /** HH:MM in the edition's zone. */
  @Column('text', { name: 'at_time', nullable: true })
  at: string | null;

  /** When its deliveries are due; null while the edition has no date. */
  @Column('timestamptz', { nullable: true })
  dueAt: Date | null;

  @Column('jsonb')
  audience: Audience;

  @Column('jsonb', { nullable: true })
  subject: LocalisedText | null;

  @Column('jsonb', { nullable: true })
  body: LocalisedText | null;

  @Column('text')
  latePolicy: 'send' | 'skip';

  @Column('boolean')
  enabled: boolean;

  /** The sweep has seen all of it off; set back when the rule moves. */
  @Column('boolean')
  settled: boolean;

  /** Grows when a move of the edition gives the rule its time a second time. */
  @Column('integer')
  round: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
