import { Injectable } from '@nestjs/common';
import { EditionsService } from '../../features/editions/index.js';
import { StreamsService } from '../../features/livestreams/index.js';
import { ReminderRulesService } from '../../features/messaging/index.js';
import { CategoriesService } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { type NewEdition } from './edition-form.js';

/**
 * An edition, then its parts. Each is a transaction of its own feature: should one fail, what there is stays a draft that
 * lacks it, which the overview shows.
 */
@Injectable()
export class EditionParts {
  constructor(
    private readonly editions: EditionsService,
    private readonly categories: CategoriesService,
    private readonly streams: StreamsService,
    private readonly reminders: ReminderRulesService,
  ) {}

  async make(actor: Actor, { edition, category, stream, reminders }: NewEdition): Promise<string> {
    const { key } = await this.editions.create(actor, edition);
    await this.categories.create(actor, key, category);
    if (stream) await this.streams.create(actor, key, stream);
    for (const reminder of reminders) await this.reminders.create(actor, key, reminder);
    return key;
  }
}
