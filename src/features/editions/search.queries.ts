import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type FoundPage, type Search, SearchIndex } from '../../platform/search/search-index.js';
import { scopesWith } from '../accounts/index.js';

/** The search of the whole site. */
@Injectable()
export class SearchQueries {
  constructor(private readonly index: SearchIndex) {}

  /** Drafts, and what belongs to them, only for those who may see them. @throws InvalidInput for a wrong cursor */
  find(actor: Actor, search: Omit<Search, 'readable'>): Promise<FoundPage> {
    return this.index.find({ ...search, readable: scopesWith(actor, 'edition.view') });
  }
}
