import { Injectable } from '@nestjs/common';
import { type GrantRoleInput } from '../../features/accounts/index.js';
import { EditionQueries, scopeOfSeries } from '../../features/editions/index.js';
import { type Actor, type Grant, PLATFORM, type Scope } from '../../kernel/actor.js';

/** Where a role holds, between the API's words (a series' slug, an edition's key) and scopes. */
@Injectable()
export class RolePlaces {
  constructor(private readonly editions: EditionQueries) {}

  /** @throws NotFound for what is not there, and for an edition that the actor may not see */
  async scopeOf(
    actor: Actor,
    { series, edition }: { series?: string | undefined; edition?: string | undefined },
  ): Promise<Scope> {
    if (edition !== undefined) return (await this.editions.byKey(actor, edition)).scope;
    if (series !== undefined) return scopeOfSeries((await this.editions.seriesBySlug(series)).id);
    return PLATFORM;
  }

  /** @throws NotFound */
  async grantOf(actor: Actor, { role, ...place }: GrantRoleInput): Promise<Grant> {
    return { role, scope: await this.scopeOf(actor, place) };
  }

  names(roles: readonly { scope: Scope }[]) {
    return this.editions.scopeNames(roles.map(({ scope }) => scope));
  }
}
