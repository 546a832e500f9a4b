import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Tasks } from '../../platform/tasks/tasks.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { ImportFiles } from './import-files.js';
import { ImportPreviews } from './import-previews.js';
import { ImportReader } from './import-reader.js';
import { HeldImport } from './inputs/import.input.js';

/** Under which an import is a task. */
export const IMPORT_TASK = 'import';

/** Who may import, and what is being prepared. */
@Injectable()
export class ImportAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly tasks: Tasks,
  ) {}

  /** @throws NotFound, NotAllowed, SignInRequired */
  async edition(actor: Actor, key: string): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, key);
    this.accounts.authorize(actor, 'registration.edit', edition.scope);
    return edition;
  }

  /** An import that has not begun: every organiser of the edition may go on with it. @throws NotFound, NotAllowed */
  async held(actor: Actor, key: string, id: string): Promise<{ edition: EditionDetails; held: HeldImport }> {
    const edition = await this.edition(actor, key);
    const task = await this.tasks.byId(id);
    if (task.kind !== IMPORT_TASK || task.editionId !== edition.id || !task.isHeld) throw new NotFound('The import');
    return { edition, held: HeldImport.parse(task.input) };
  }
}

/** What an import is made of. */
@Injectable()
export class ImportSources {
  constructor(
    readonly files: ImportFiles,
    readonly reader: ImportReader,
    readonly previews: ImportPreviews,
  ) {}
}
