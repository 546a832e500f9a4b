import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Institution } from '../../institutions/index.js';
import { Category } from './category.entity.js';

/** How many places of a category an institution may have at most, and how many it has. */
@Entity('category_quota')
export class CategoryQuota {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  categoryId: string;

  @ManyToOne(() => Category)
  @JoinColumn({ name: 'category_id' })
  category: Category;

  @Column('uuid')
  institutionId: string;

  @ManyToOne(() => Institution)
  @JoinColumn({ name: 'institution_id' })
  institution: Institution;

  /** Null only for an institution that is counted and not limited. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  /** False: the institution has no quota of its own, and the capacity is the category's default. */
  @Column('boolean')
  listed: boolean;

  /** Places given away. Guarded by `category_quota_taken_ck`. */
  @Column('integer')
  taken: number;

  /** Places given away beyond a quota that was lowered later. */
  @Column('integer')
  overhang: number;
}
