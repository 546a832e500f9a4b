import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Edition } from './edition.entity.js';
import { StoredFile } from './stored-file.entity.js';

export const DOCUMENT_KINDS = ['document', 'recording'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Something that remains of an edition: at an address elsewhere, or as a file. */
@Entity('edition_document')
export class EditionDocument {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  editionId: string;

  @ManyToOne(() => Edition)
  @JoinColumn({ name: 'edition_id' })
  edition: Edition;

  @Column('text')
  kind: DocumentKind;

  @Column('jsonb')
  title: LocalisedText;

  /** BCP 47, where it is known. */
  @Column('text', { nullable: true })
  language: string | null;

  /** Null for a file. */
  @Column('text', { nullable: true })
  url: string | null;

  /** Null for an address. */
  @Column('uuid', { nullable: true })
  fileId: string | null;

  @ManyToOne(() => StoredFile)
  @JoinColumn({ name: 'file_id' })
  file: StoredFile | null;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;
}
