import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Locale } from '../../../kernel/locale.js';
import { Stream } from './stream.entity.js';

export const PROVIDERS = ['hls', 'youtube', 'bilibili', 'zoom', 'tencent_meeting', 'other'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** One address of a stream, for some regions or for all. */
@Entity('stream_mirror')
export class StreamMirror {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  streamId: string;

  @ManyToOne(() => Stream, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'stream_id' })
  stream: Stream;

  @Column('text', { nullable: true })
  label: string | null;

  /** Country codes, or the single entry `*` for everywhere. */
  @Column('text', { array: true })
  region: string[];

  @Column('text', { nullable: true })
  language: Locale | null;

  @Column('text')
  provider: Provider;

  @Column('text')
  url: string;

  /** The smaller, the sooner it is chosen. */
  @Column('integer')
  priority: number;
}
