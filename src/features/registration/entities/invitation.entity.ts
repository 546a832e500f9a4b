import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale } from '../../../kernel/locale.js';
import { Edition } from '../../editions/index.js';
import { type InvitationKind, type InvitationState } from '../domain/invitation.js';
import { Category } from './category.entity.js';

/** A link that lets one person register in a category, or a coordinator name an institution's delegates. */
@Entity('invitation')
export class Invitation {
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

  @Column('text')
  kind: InvitationKind;

  /** Where it was sent. Whoever holds the link may register with another address. */
  @Column('text')
  email: string;

  /** Normalised; one open invitation of a kind for each address and category. */
  @Column('text')
  emailKey: string;

  @Column('text', { nullable: true })
  name: string | null;

  /** Always set for a delegation. */
  @Column('uuid', { nullable: true })
  institutionId: string | null;

  /** The language of the mail. */
  @Column('text')
  locale: Locale;

  /** The organiser's own words in the mail, in paragraphs. */
  @Column('text', { nullable: true })
  message: string | null;

  /** `expired` is not stored: see `invitationState`. */
  @Column('text')
  state: Exclude<InvitationState, 'expired'>;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  /** When a reminder or the mail itself was last sent again. */
  @Column('timestamptz', { nullable: true })
  remindedAt: Date | null;

  /** When somebody registered with it. */
  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;

  /** Raised to revoke every link that is out. */
  @Column('integer')
  linkVersion: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
