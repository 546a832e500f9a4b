import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';

export const SERIES_KINDS = ['annual_meeting', 'symposium', 'exchange_programme'] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** What returns year after year, e.g. the East-West Alliance Annual Meeting. */
@Entity('series')
export class Series {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('text')
  kind: SeriesKind;

  @Column('jsonb')
  name: LocalisedText;

  @Column('text', { nullable: true })
  shortName: string | null;

  @Column('jsonb')
  description: LocalisedText;

  @Column('integer', { nullable: true })
  foundedYear: number | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
