import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PLATFORM } from '../../kernel/actor.js';
import { LOCALES, type LocalisedText } from '../../kernel/locale.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { type SearchEntry, textsOf } from '../../platform/search/search-entry.js';
import { putEntries, removeEntries } from '../../platform/search/search-index.js';
import { SearchReindexing } from '../../platform/search/search-reindexing.js';
import { InstitutionChanged } from './domain/institutions.events.js';

interface SearchedInstitution {
  id: string;
  slug: string;
  name: LocalisedText;
  formerNames: LocalisedText[];
  aliases: string[];
  city: string;
  parent: string | null;
}

/** Keeps what institutions are found by: all their names. */
@Injectable()
export class InstitutionSearch implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly reindexing: SearchReindexing,
  ) {}

  onModuleInit(): void {
    this.reindexing.register({ kind: 'institution', table: 'institution', index: indexInstitutions });
  }

  /** Its names or its place are others now; whoever shows or is found by them hears of it. */
  async changed(tx: Tx, id: string): Promise<void> {
    await indexInstitutions(tx, [id]);
    await this.events.publish(tx, new InstitutionChanged(id));
  }

  async removed(tx: Tx, id: string): Promise<void> {
    await removeEntries(tx, 'institution', [id]);
  }
}

async function indexInstitutions(tx: Tx, ids: readonly string[]): Promise<void> {
  // Locked first and read afterwards: what is read is then the last word.
  await tx.query('SELECT 1 FROM institution WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  const rows = await tx.query<SearchedInstitution>(
    `SELECT i.id, i.slug, i.name, i.aliases, i.city, i.parent,
       coalesce((SELECT json_agg(former.name ORDER BY former.until DESC) FROM institution_name former
         WHERE former.institution_id = i.id), '[]') AS "formerNames"
     FROM institution i WHERE i.id = ANY($1::uuid[])`,
    [ids],
  );
  await putEntries(tx, rows.map(entryOf));
}

function entryOf({ id, slug, name, formerNames, aliases, city, parent }: SearchedInstitution): SearchEntry {
  const cities = Object.fromEntries(LOCALES.map((locale) => [locale, cityName(locale, city)]));
  return {
    kind: 'institution',
    objectId: id,
    scope: PLATFORM,
    isPublic: true,
    path: `/institutions/${slug}`,
    title: name,
    names: [...formerNames.flatMap(textsOf), ...aliases, slug],
    context: cities,
    weighted: {
      C: [...textsOf(cities), ...(parent ? [parent] : [])],
    },
  };
}
