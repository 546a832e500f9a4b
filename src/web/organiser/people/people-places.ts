import { Injectable } from '@nestjs/common';
import { mayGive, type PersonDetails, type RoleDetails } from '../../../features/accounts/index.js';
import { type EditionDetails, EditionQueries, scopeOfSeries } from '../../../features/editions/index.js';
import { type Actor, PLATFORM, type Role, ROLES, type Scope } from '../../../kernel/actor.js';
import { type LocalisedText } from '../../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';

/** What a scope is called: the platform, a series, an edition, or null for what has been removed. */
export type PlaceName =
  | { kind: 'platform' }
  | { kind: 'series'; name: LocalisedText }
  | {
      kind: 'edition';
      series: { name: LocalisedText };
      title: LocalisedText | null;
      ordinal: number | null;
      year: number;
    }
  | { kind: 'gone' };

/** Somewhere a role can be given. */
export interface PlaceChoice {
  scope: Scope;
  place: PlaceName;
}

export type NamedRole = RoleDetails & { place: PlaceName };
export type PersonWithPlaces = Omit<PersonDetails, 'roles'> & { roles: NamedRole[] };

/** Puts names to the scopes of roles, and finds out where the reader may give some. */
@Injectable()
export class PeoplePlaces {
  constructor(private readonly editions: EditionQueries) {}

  async named(people: readonly PersonDetails[]): Promise<PersonWithPlaces[]> {
    const names = await this.editions.scopeNames(people.flatMap(({ roles }) => roles.map(({ scope }) => scope)));
    const nameOf = (scope: Scope): PlaceName => {
      const found = names.get(scope);
      if (scope === PLATFORM) return { kind: 'platform' };
      if (!found) return { kind: 'gone' };
      const { series, edition } = found;
      return edition ? { kind: 'edition', series, ...edition } : { kind: 'series', name: series.name };
    };
    return people.map((person) => ({
      ...person,
      roles: person.roles.map((role) => ({ ...role, place: nameOf(role.scope) })),
    }));
  }

  /** Is there a series or an edition of this scope? */
  async has(scope: Scope): Promise<boolean> {
    return (await this.editions.scopeNames([scope])).has(scope);
  }

  /** The platform, series and editions where the actor may give roles; of very many editions the newest. */
  async choices(actor: Actor): Promise<PlaceChoice[]> {
    const [series, editions] = await Promise.all([
      this.editions.seriesList({ limit: MAX_PAGE_SIZE }),
      this.editions.visibleTo(actor, { limit: MAX_PAGE_SIZE }),
    ]);
    const all: PlaceChoice[] = [
      { scope: PLATFORM, place: { kind: 'platform' } },
      ...series.items.map(({ id, name }) => ({ scope: scopeOfSeries(id), place: { kind: 'series' as const, name } })),
      ...editions.items.map(placeOfEdition),
    ];
    return all.filter(({ scope }) => mayGive(actor, { role: 'viewer', scope }));
  }
}

export function placeOfEdition({ scope, series, title, ordinal, year }: EditionDetails): PlaceChoice {
  return { scope, place: { kind: 'edition', series, title, ordinal, year } };
}

/** The roles that the actor may give in one of these places at least. */
export function rolesFor(actor: Actor, places: readonly PlaceChoice[]): Role[] {
  return ROLES.filter((role) => places.some(({ scope }) => mayGive(actor, { role, scope })));
}
