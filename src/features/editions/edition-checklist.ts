import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { AccountsService } from '../accounts/index.js';
import { checklist, type ChecklistItem } from './domain/checklist.js';
import { EditionExtensions } from './edition-extensions.js';
import { EditionMentions } from './edition-mentions.js';
import { EditionQueries } from './editions.queries.js';

/** What is missing before an edition is published. */
@Injectable()
export class EditionChecklist {
  constructor(
    private readonly accounts: AccountsService,
    private readonly queries: EditionQueries,
    private readonly extensions: EditionExtensions,
    private readonly mentions: EditionMentions,
  ) {}

  /** @throws NotFound, NotAllowed */
  async of(actor: Actor, key: string): Promise<ChecklistItem[]> {
    const edition = await this.queries.byKey(actor, key);
    this.accounts.authorize(actor, 'edition.view', edition.scope);
    const texts = await this.mentions.texts(edition);
    return checklist({
      edition,
      parts: new Set(await this.extensions.parts(edition.id)),
      texts,
      mentions: await this.mentions.in(edition, texts),
    });
  }
}
