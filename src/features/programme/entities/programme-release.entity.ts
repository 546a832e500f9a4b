import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Edition } from '../../editions/index.js';
import { type ReleaseChanges } from '../domain/release-changes.js';
import { type ReleasedProgramme } from '../domain/released-programme.js';

/** A programme as it was shown to the public from one moment on; never changed. */
@Entity('programme_release')
export class ProgrammeRelease {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  /** 1, 2, 3 … within the edition. */
  @Column('integer')
  version: number;

  /** What is new, in the words of whoever released it. */
  @Column('text')
  comment: string;

  @Column('jsonb')
  content: ReleasedProgramme;

  /** Against the version before; against nothing for the first one. */
  @Column('jsonb')
  changes: ReleaseChanges;

  /** The account; null: it has gone, or the application itself did it. */
  @Column('uuid', { nullable: true })
  releasedBy: string | null;

  @Column('timestamptz')
  releasedAt: Date;
}
