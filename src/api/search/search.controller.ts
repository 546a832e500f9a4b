import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SearchQueries } from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { SEARCH_KINDS } from '../../platform/search/search-entry.js';
import { Answers, LocalisedView, pageView } from '../answers.js';

const SearchQuery = pageRequest.extend({
  q: z.string().describe('Words in any of the languages; the last one may be incomplete.'),
  kind: z.enum(SEARCH_KINDS).optional(),
  cursor: z.string().max(500).optional(),
});

const FoundView = z
  .object({
    kind: z.enum(SEARCH_KINDS),
    path: z.string().describe('Its page, from the root of the site.'),
    title: LocalisedView,
    context: LocalisedView.nullable(),
    year: z.int().nullable(),
    isPublic: z.boolean().describe('False for a draft and what belongs to one.'),
    score: z.number().describe('To compare within one answer.'),
  })
  .meta({ id: 'Found' });

const FoundPageView = pageView(FoundView).extend({
  isLoose: z.boolean().describe('Nothing has all the words; these have some of them.'),
  total: z.int().describe('How many there are, as far as they are ranked.'),
  hasMore: z.boolean().describe('There are more, older ones, which no page of this answer shows.'),
});

@ApiTags('search')
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly search: SearchQueries) {}

  /** Series, editions, institutions and documents by their names, best first. */
  @Get()
  @Answers(200, FoundPageView, 'One page of what was found.')
  async find(@CurrentActor() actor: Actor, @Query({ schema: SearchQuery }) query: z.output<typeof SearchQuery>) {
    const { q, kind, limit, cursor } = query;
    const { items, ...page } = await this.search.find(actor, { q, kinds: kind ? [kind] : [], limit, cursor });
    return { items: items.map(({ id: _, ...found }) => found), ...page };
  }
}
