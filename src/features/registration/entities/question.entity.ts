import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { type QuestionKind, type QuestionOption, type ShowIf } from '../domain/question.js';

/** Something that an edition asks those who register. */
@Entity('question')
export class Question {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('jsonb')
  label: LocalisedText;

  @Column('jsonb', { nullable: true })
  help: LocalisedText | null;

  @Column('text')
  kind: QuestionKind;

  @Column('boolean')
  required: boolean;

  /** Set for choices, and for them only. */
  @Column('jsonb', { nullable: true })
  options: QuestionOption[] | null;

  @Column('jsonb', { nullable: true })
  showIf: ShowIf | null;

  /** Null: all. One that has been removed may still be named. */
  @Column('uuid', { array: true, nullable: true })
  categories: string[] | null;

  /** ISO 8601 duration after the edition ends; null: answers are kept as long as the registration. */
  @Column('text', { nullable: true })
  eraseAfter: string | null;

  @Column('integer')
  position: number;

  /** Answers name the version that they answered; what it said is in `question_version`. */
  @Column('integer')
  version: number;

  /** Set: asked no more. */
  @Column('timestamptz', { nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;
}
