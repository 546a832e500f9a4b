import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Institution } from '../../institutions/index.js';
import { Series } from './series.entity.js';

export const MEMBER_ROLES = ['member', 'partner', 'broadcaster'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** An institution's place in a series, from one year to another where the years are recorded. */
@Entity('series_member')
export class SeriesMember {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  seriesId: string;

  @ManyToOne(() => Series)
  @JoinColumn({ name: 'series_id' })
  series: Series;

  @Column('uuid')
  institutionId: string;

  @ManyToOne(() => Institution)
  @JoinColumn({ name: 'institution_id' })
  institution: Institution;

  @Column('text')
  role: MemberRole;

  @Column('boolean')
  founding: boolean;

  @Column('integer', { nullable: true })
  since: number | null;

  @Column('integer', { nullable: true })
  until: number | null;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;
}
