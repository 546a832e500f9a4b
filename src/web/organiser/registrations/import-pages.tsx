import { type Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type VNode } from 'preact';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  EditionTasks,
  type ImportEncoding,
  type ImportFate,
  QuestionQueries,
  RegistrationImport,
  RegistrationQueries,
  type UnreadableImport,
  writeErrors,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/domain-error.js';
import { writeCsv } from '../../../platform/tables/table-files.js';
import { type FormState } from '../../layout/form.js';
import { type View } from '../../layout/view-context.js';
import { editionRef } from '../../presenters.js';
import { type Translate } from '../../texts.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { EncodingPage, ImportPreviewPage, UnreadablePage } from './import-preview.page.js';
import { errorWords } from './import-words.js';
import { importHeads, type IMPORT_DONE, ImportPage } from './import.page.js';

/** Writes a file, and ends it. */
type Write = (out: Writable) => Promise<void>;

/** Puts the pages of an import together. */
@Injectable()
export class ImportPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly registrations: RegistrationQueries,
    private readonly questions: QuestionQueries,
    private readonly imports: RegistrationImport,
    private readonly tasks: EditionTasks,
  ) {}

  /** @throws NotFound, NotAllowed */
  edition(actor: Actor, key: string): Promise<EditionDetails> {
    return this.desk.open(actor, key, 'registration.edit');
  }

  async upload(
    actor: Actor,
    key: string,
    state: { form: FormState; unreadable: UnreadableImport | null; done: keyof typeof IMPORT_DONE | null },
  ): Promise<VNode> {
    const edition = await this.edition(actor, key);
    const [categories, questions] = await Promise.all([
      this.registrations.categories(edition),
      this.questions.asked(edition.id),
    ]);
    return (
      <ImportPage
        edition={editionRef(edition)}
        categories={categories.items}
        questions={questions}
        limit={this.imports.limit}
        {...state}
      />
    );
  }

  /** A file with nothing but heads, in the reader's language. */
  async template(actor: Actor, key: string, { t, locale }: Pick<View, 't' | 'locale'>): Promise<Write> {
    const edition = await this.edition(actor, key);
    const heads = importHeads(t, locale, await this.questions.asked(edition.id));
    const columns = heads.map((head) => ({ head, width: 20 }));
    return (out) => writeCsv({ title: t('import.title'), columns, lots: nothing() }, out);
  }

  async preview(
    actor: Actor,
    key: string,
    id: string,
    { encoding, fate, page }: { encoding: ImportEncoding | null; fate: ImportFate | undefined; page: number },
  ): Promise<VNode> {
    const edition = await this.edition(actor, key);
    const prepared = await this.imports.prepared(actor, key, id);
    const preview = await this.imports.preview(actor, key, id, { encoding, fate, page });
    return (
      <ImportPreviewPage
        edition={editionRef(edition)}
        prepared={prepared}
        preview={preview}
        fate={fate ?? null}
        encoding={encoding}
      />
    );
  }

  async encodings(actor: Actor, key: string, id: string): Promise<VNode> {
    const edition = await this.edition(actor, key);
    const prepared = await this.imports.prepared(actor, key, id);
    const choice = await this.imports.encodings(actor, key, id);
    return <EncodingPage edition={editionRef(edition)} prepared={prepared} choice={choice} />;
  }

  async unreadable(
    actor: Actor,
    key: string,
    id: string,
    state: { unreadable: UnreadableImport; encoding: ImportEncoding | null },
  ): Promise<VNode> {
    const edition = await this.edition(actor, key);
    const prepared = await this.imports.prepared(actor, key, id);
    return <UnreadablePage edition={editionRef(edition)} prepared={prepared} {...state} />;
  }

  /** @throws NotFound, UnreadableImport */
  async errors(
    actor: Actor,
    key: string,
    id: string,
    { encoding, t }: { encoding: ImportEncoding | null; t: Translate },
  ): Promise<Write> {
    const { heads, rows } = await this.imports.errors(actor, key, id, encoding);
    return (out) => writeErrors(heads, rows, errorWords(t), out);
  }

  /** Is it a task that somebody has let begin? */
  async hasBegun(actor: Actor, key: string, id: string): Promise<boolean> {
    try {
      const { edition, kind, isHeld } = await this.tasks.byId(actor, id);
      return edition.key === key && kind === 'import' && !isHeld;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }
}

async function* nothing(): AsyncGenerator<never> {
  // A table without rows.
}
