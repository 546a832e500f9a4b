import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale, type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { type SessionKind } from '../domain/session-kind.js';
import { Room } from './room.entity.js';
import { Speaker } from './speaker.entity.js';
import { Track } from './track.entity.js';

/** One item of an edition's programme; who speaks, in order, is in `programme_session_speaker`. */
@Entity('programme_session')
export class ProgrammeSession {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  title: LocalisedText;

  @Column('jsonb', { nullable: true })
  abstract: LocalisedText | null;

  @Column('text')
  kind: SessionKind;

  @Column('uuid', { nullable: true })
  roomId: string | null;

  @ManyToOne(() => Room)
  @JoinColumn({ name: 'room_id' })
  room: Room | null;

  @Column('uuid', { nullable: true })
  trackId: string | null;

  @ManyToOne(() => Track)
  @JoinColumn({ name: 'track_id' })
  track: Track | null;

  @Column('uuid', { nullable: true })
  chairId: string | null;

  @ManyToOne(() => Speaker)
  @JoinColumn({ name: 'chair_id' })
  chair: Speaker | null;

  /** Set together with `endsAt`, and before it. */
  @Column('timestamptz', { nullable: true })
  startsAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;

  /** In which it is held; null: not said. */
  @Column('text', { nullable: true })
  language: Locale | null;

  /** How many people are expected; null: nobody has guessed. */
  @Column('integer', { nullable: true })
  expected: number | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
