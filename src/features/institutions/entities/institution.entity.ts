import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';

/** A body that hosts, partners or broadcasts. */
@Entity('institution')
export class Institution {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('jsonb')
  name: LocalisedText;

  @Column('text')
  city: string;

  /** ISO 3166-1 alpha-2. */
  @Column('text')
  country: string;

  /** IANA name. */
  @Column('text')
  timeZone: string;

  @Column('text', { nullable: true })
  website: string | null;

  /** The name of the body it belongs to, as recorded. */
  @Column('text', { nullable: true })
  parent: string | null;

  /** Other names by which people look for it: short forms, older spellings. */
  @Column('text', { array: true })
  aliases: string[];

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
