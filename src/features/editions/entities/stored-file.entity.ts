import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file in the file store, which knows it by this id. */
@Entity('stored_file')
export class StoredFile {
  @PrimaryColumn('uuid')
  id: string;

  /** To be shown and saved under. */
  @Column('text')
  name: string;

  @Column('text')
  mediaType: string;

  /** Bytes. As text, because PostgreSQL counts further than a number can. */
  @Column('bigint')
  size: string;

  @Column('bytea')
  sha256: Buffer;

  @Column('timestamptz')
  createdAt: Date;
}
