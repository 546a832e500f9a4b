import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { type RegistrationSource, type RegistrationStatus } from '../domain/registration-status.js';
import { Category } from './category.entity.js';

/** One person's place in one edition. */
@Entity('registration')
export class Registration {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('uuid')
  categoryId: string;

  @ManyToOne(() => Category)
  @JoinColumn({ name: 'category_id' })
  category: Category;

  /** For people to read out, e.g. `7K3M-9QXT`. */
  @Column('text')
  reference: string;

  /** As the person typed it. */
  @Column('text')
  email: string;

  /** Normalised; unique among the edition's registrations that are not cancelled. */
  @Column('text')
  emailKey: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  nativeName: string | null;

  @Column('uuid', { nullable: true })
  institutionId: string | null;

  @Column('text', { nullable: true })
  affiliation: string | null;

  @Column('text', { nullable: true })
  country: string | null;

  /** Null: the zone of the institution, else of the edition. */
  @Column('text', { nullable: true })
  timeZone: string | null;

  /** The language of every mail to this person. */
  @Column('text')
  locale: Locale;

  @Column('text')
  status: RegistrationStatus;

  /** Its place in the queue: first come, first served goes by this. As text, because PostgreSQL counts further than a number can. */
  @Column('bigint')
  sequence: string;

  /** Since when it has its status. */
  @Column('timestamptz')
  statusAt: Date;

  /** What the organiser has said to it, e.g. with a decline. */
  @Column('text', { nullable: true })
  statusNote: string | null;

  /** When it first had a place. */
  @Column('timestamptz', { nullable: true })
  confirmedAt: Date | null;

  /** Set while `offered`, and only then. */
  @Column('timestamptz', { nullable: true })
  offerExpiresAt: Date | null;

  /** The status before it was cancelled, to undo it. */
  @Column('text', { nullable: true })
  cancelledFrom: RegistrationStatus | null;

  /** By the question's id. */
  @Column('jsonb')
  answers: Record<string, unknown>;

  /** Which version of each question was answered. */
  @Column('jsonb')
  answerVersions: Record<string, number>;

  @Column('uuid', { nullable: true })
  invitationId: string | null;

  @Column('text')
  source: RegistrationSource;

  @Column('timestamptz', { nullable: true })
  checkedInAt: Date | null;

  @Column('uuid', { nullable: true })
  checkedInBy: string | null;

  /** The person has asked to be erased: what is left says nothing about who it was. */
  @Column('timestamptz', { nullable: true })
  erasedAt: Date | null;

  @Column('timestamptz')
  consentedAt: Date;

  /** Set: no more reminders. Confirmations and cancellations still go out. */
  @Column('timestamptz', { nullable: true })
  unsubscribedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt: Date | null;

  /** Raised to revoke every personal link that is out. */
  @Column('integer')
  linkVersion: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  /** What a list's search looks in; PostgreSQL writes it by itself. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  searchText: string;
}
