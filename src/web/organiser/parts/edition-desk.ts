import { Injectable } from '@nestjs/common';
import { AccountsService, type Permission } from '../../../features/accounts/index.js';
import { type EditionDetails, EditionQueries } from '../../../features/editions/index.js';
import { type Actor, type Scope } from '../../../kernel/actor.js';

/** Opens an edition for a page of the console. */
@Injectable()
export class EditionDesk {
  constructor(
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
  ) {}

  /** @throws NotFound for an unknown edition or a draft that the actor may not see, NotAllowed without the permission */
  async open(actor: Actor, key: string, permission: Permission = 'edition.view'): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, key);
    this.authorize(actor, permission, edition.scope);
    return edition;
  }

  /** @throws NotAllowed */
  authorize(actor: Actor, permission: Permission, scope: Scope): void {
    this.accounts.authorize(actor, permission, scope);
  }

  /** For what a page offers: a button that would be refused is not shown. */
  may(actor: Actor, permission: Permission, edition: Pick<EditionDetails, 'scope'>): boolean {
    return this.accounts.may(actor, permission, edition.scope);
  }
}
