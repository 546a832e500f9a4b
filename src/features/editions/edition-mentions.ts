import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { LOCALES, type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionStatus } from './domain/edition-state.js';
import { type EditionText, ownTexts } from './domain/edition-texts.js';
import { type LeftOverMention, leftOverMentions } from './domain/left-over-mentions.js';
import { EditionExtensions } from './edition-extensions.js';
import { type EditionDetails, EditionQueries } from './editions.queries.js';

/** Afterwards nobody will correct it, and last year's name in it is history. */
const STILL_AHEAD: readonly EditionStatus[] = ['draft', 'published', 'postponed'];

interface Named {
  slug: string;
  name: LocalisedText;
  formerNames: LocalisedText[];
  aliases: string[];
  city: string;
}

/** What still speaks of the edition from which another one was cloned. */
@Injectable()
export class EditionMentions {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly queries: EditionQueries,
    private readonly extensions: EditionExtensions,
  ) {}

  /** Read anew each time, so that what is corrected is gone. Nothing for an edition that is not a clone. @throws NotFound, NotAllowed */
  async of(actor: Actor, key: string): Promise<LeftOverMention[]> {
    const edition = await this.queries.byKey(actor, key);
    this.accounts.authorize(actor, 'edition.view', edition.scope);
    return this.in(edition, await this.texts(edition));
  }

  /** Everything that people read or follow of an edition. */
  async texts(edition: EditionDetails): Promise<EditionText[]> {
    return [...ownTexts(edition), ...(await this.extensions.texts(edition.id))];
  }

  /** Without asking for permission. `texts` are those of the edition. */
  async in(edition: EditionDetails, texts: readonly EditionText[]): Promise<LeftOverMention[]> {
    const sourceId = await this.sourceOf(edition);
    if (sourceId === null) return [];
    const source = await this.queries.byId(sourceId);
    const addresses = (await this.extensions.texts(sourceId)).filter(({ path }) => path === 'url');
    return leftOverMentions(texts, {
      oldYear: source.year,
      newYear: edition.year,
      oldOrdinal: source.ordinal,
      newOrdinal: edition.ordinal,
      oldHosts: await this.namesOfHosts(sourceId),
      newHosts: await this.namesOfHosts(edition.id),
      oldAddresses: addresses.map(({ text }) => text),
    });
  }

  private async sourceOf({ id, status }: EditionDetails): Promise<string | null> {
    if (!STILL_AHEAD.includes(status)) return null;
    const [row] = await this.database.query<{ source: string | null }>(
      'SELECT cloned_from AS source FROM edition WHERE id = $1',
      [id],
    );
    return row?.source ?? null;
  }

  private async namesOfHosts(editionId: string): Promise<string[]> {
    const hosts = await this.database.query<Named>(
      `SELECT i.slug, i.name, i.aliases, i.city,
         ARRAY(SELECT former.name FROM institution_name former WHERE former.institution_id = i.id) AS "formerNames"
       FROM edition_institution ei JOIN institution i ON i.id = ei.institution_id
       WHERE ei.edition_id = $1 AND ei.role = 'host'`,
      [editionId],
    );
    return hosts.flatMap(({ slug, name, formerNames, aliases, city }) => {
      const names = [name, ...formerNames].flatMap((texts) => Object.values(texts));
      // "St. Michael's Hospital / University of Toronto" is known by either half.
      const halves = names.flatMap((full) => full.split(/[/／]/));
      return [...names, ...halves, ...aliases, slug, ...LOCALES.map((locale) => cityName(locale, city))];
    });
  }
}
