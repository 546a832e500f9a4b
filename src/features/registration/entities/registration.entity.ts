import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { Category } from './category.entity.js';

export const REGISTRATION_STATUSES = ['confirmed', 'waitlisted', 'pending', 'cancelled'] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

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

  @Column('jsonb')
  answers: Record<string, unknown>;

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
}
