import { Injectable } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { fold } from '../../platform/search/folding.js';
import { type ImportWords } from './domain/import-cells.js';
import { plainKey } from './domain/import-columns.js';
import { QuestionQueries } from './questions.queries.js';

/** What an import of one edition is read with. */
export interface ImportLookup extends ImportWords {
  /** Does a row have to name its category? */
  needsCategory: boolean;
  categories: readonly { id: string; name: LocalisedText }[];
  /** By slug. */
  institutionIds: ReadonlyMap<string, string>;
}

interface NamedInstitution {
  id: string;
  slug: string;
  name: LocalisedText;
  aliases: string[];
  former: LocalisedText[];
  redirects: string[];
}

/** Gathers what names in a file may mean. */
@Injectable()
export class ImportLookups {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionQueries,
  ) {}

  /** @param defaultCategory of rows that name none; in an edition with one category it is that one */
  async of(editionId: string, defaultCategory: string | null): Promise<ImportLookup> {
    const [categories, institutions, questions] = await Promise.all([
      this.database.query<{ id: string; name: LocalisedText }>(
        'SELECT id, name FROM category WHERE edition_id = $1 ORDER BY position, id',
        [editionId],
      ),
      this.institutions(),
      this.questions.asked(editionId),
    ]);
    const chosen =
      categories.find(({ id }) => id === defaultCategory) ?? (categories.length === 1 ? categories[0]! : null);
    const byName = new Map(
      [...categories]
        .reverse()
        .flatMap(({ id, name }) => Object.values(name).map((text) => [keyOf(text), id] as const)),
    );
    const slugs = slugsByName(institutions);
    return {
      categories,
      needsCategory: chosen === null,
      defaultCategory: chosen?.id ?? null,
      category: (text) => categories.find(({ id }) => id === text.toLowerCase())?.id ?? byName.get(keyOf(text)) ?? null,
      institution: (text) => {
        const found = slugs.exact.get(text) ?? slugs.named.get(keyOf(text));
        return found === undefined ? null : found === 'several' ? 'several' : { slug: found };
      },
      institutionIds: new Map(institutions.map(({ slug, id }) => [slug, id])),
      questions: new Map(questions.map((question) => [question.id, question])),
    };
  }

  /** There are hundreds, not thousands. */
  private institutions(): Promise<NamedInstitution[]> {
    return this.database.query<NamedInstitution>(
      `SELECT i.id, i.slug, i.name, i.aliases,
         ARRAY(SELECT n.name FROM institution_name n WHERE n.institution_id = i.id) AS former,
         ARRAY(SELECT r.slug FROM institution_redirect r WHERE r.institution_id = i.id) AS redirects
       FROM institution i ORDER BY i.id`,
    );
  }
}

/** Letters and digits, in one script and without marks. */
const keyOf = (text: string): string => plainKey(fold(text));

/** A present name comes before a former one, and either before an alias; a slug means what it says. */
function slugsByName(institutions: readonly NamedInstitution[]): {
  exact: ReadonlyMap<string, string>;
  named: ReadonlyMap<string, string>;
} {
  const exact = new Map(
    institutions.flatMap(({ slug, redirects }) => [...redirects, slug].map((one) => [one, slug] as const)),
  );
  const named = new Map<string, string>();
  const ranks: ((institution: NamedInstitution) => string[])[] = [
    ({ name }) => Object.values(name),
    ({ aliases }) => aliases,
    ({ former }) => former.flatMap((name) => Object.values(name)),
  ];
  for (const namesOf of ranks) {
    const ofRank = new Map<string, string>();
    for (const institution of institutions) {
      for (const key of namesOf(institution).map(keyOf)) {
        const other = ofRank.get(key);
        if (key !== '')
          ofRank.set(key, other === undefined || other === institution.slug ? institution.slug : 'several');
      }
    }
    for (const [key, slug] of ofRank) if (!named.has(key)) named.set(key, slug);
  }
  return { exact, named };
}
