import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { type IncomingFile } from '../../platform/files/receive-file.js';
import { Tasks } from '../../platform/tasks/tasks.js';
import { requireAccount } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { IMPORT_TASK, ImportAccess, ImportSources } from './import-access.js';
import { guessEncodings, type ImportEncoding, UnreadableImport } from './import-file.js';
import { type ImportPreview, type PreviewPart } from './import-previews.js';
import { type HeldImport, type ImportMode, type ImportReading } from './inputs/import.input.js';
import { type TaskErrorRow } from './task-errors.js';

/** A file that waits for somebody to say go. */
export interface PreparedImport {
  id: string;
  file: { name: string; size: number };
  /** As it is read by default: what was chosen when the file came. */
  reading: ImportReading;
}

/** The file is not in UTF-8: what it looks like in the encodings in which it can be read. */
export interface EncodingChoice {
  guesses: { encoding: ImportEncoding; sample: string }[];
}

/**
 * Registers people from a file. The file is received and looked at first; nothing happens before somebody says go, and then
 * exactly that file is imported, as long work.
 */
@Injectable()
export class RegistrationImport {
  constructor(
    private readonly database: Database,
    private readonly tasks: Tasks,
    private readonly audit: AuditService,
    private readonly access: ImportAccess,
    private readonly sources: ImportSources,
  ) {}

  /** Bytes that a file may have. */
  get limit(): number {
    return this.sources.files.limit;
  }

  /**
   * Keeps a file for a day. One that can never be imported is refused at once.
   * @returns the id of the import
   * @throws NotFound, NotAllowed, InvalidInput, FileTooLarge, UnreadableImport
   */
  async receive(
    actor: Actor,
    editionKey: string,
    reading: Pick<ImportReading, 'category'>,
    incoming: IncomingFile,
  ): Promise<string> {
    const edition = await this.access.edition(actor, editionKey);
    const { accountId } = requireAccount(actor);
    const file = await this.sources.files.receive(incoming);
    const held: HeldImport = { file, encoding: null, category: reading.category };
    try {
      await this.read(edition, held);
    } catch (error) {
      // An encoding can be chosen.
      if (!(error instanceof UnreadableImport && error.problem === 'not-utf-8')) {
        await this.sources.files.remove(file);
        throw error;
      }
    }
    return this.database.transaction((tx) =>
      this.tasks.hold(tx, { kind: IMPORT_TASK, editionId: edition.id, accountId, input: held }),
    );
  }

  /** @throws NotFound when it has begun, or was thrown away */
  async prepared(actor: Actor, editionKey: string, id: string): Promise<PreparedImport> {
    const { held } = await this.access.held(actor, editionKey, id);
    const { file, encoding, category } = held;
    return { id, file: { name: file.name, size: file.size }, reading: { encoding, category } };
  }

  /** What would happen now. @throws NotFound, UnreadableImport, AdmissionBusy */
  async preview(
    actor: Actor,
    editionKey: string,
    id: string,
    { encoding, ...part }: PreviewPart & { encoding: ImportEncoding | null },
  ): Promise<ImportPreview> {
    const { edition, held } = await this.access.held(actor, editionKey, id);
    const readout = await this.sources.reader.open(edition.id, { ...held, encoding });
    return this.sources.previews.preview(edition.id, readout, part);
  }

  /** How a file that is not in UTF-8 may be read. @throws NotFound */
  async encodings(actor: Actor, editionKey: string, id: string): Promise<EncodingChoice> {
    const { held } = await this.access.held(actor, editionKey, id);
    return { guesses: guessEncodings(await this.sources.files.beginning(held.file)) };
  }

  /** The rows that would not be registered. @throws NotFound, UnreadableImport, AdmissionBusy */
  async errors(
    actor: Actor,
    editionKey: string,
    id: string,
    encoding: ImportEncoding | null,
  ): Promise<{ heads: readonly string[]; rows: AsyncGenerator<TaskErrorRow> }> {
    const { edition, held } = await this.access.held(actor, editionKey, id);
    const readout = await this.sources.reader.open(edition.id, { ...held, encoding });
    return { heads: readout.columns.heads, rows: this.sources.previews.errors(edition.id, readout) };
  }

  /** Go. @throws NotFound, also when somebody was faster */
  async start(
    actor: Actor,
    editionKey: string,
    id: string,
    { mode, encoding }: { mode: ImportMode; encoding: ImportEncoding | null },
  ): Promise<void> {
    const { edition, held } = await this.access.held(actor, editionKey, id);
    await this.database.transaction(async (tx) => {
      if (!(await this.tasks.release(tx, id, { ...held, encoding, mode }))) throw new NotFound('The import');
      await this.audit.record(tx, actor, this.began(edition, mode, held.file));
    });
  }

  /** Forgets the file. @throws NotFound */
  async discard(actor: Actor, editionKey: string, id: string): Promise<void> {
    const { held } = await this.access.held(actor, editionKey, id);
    await this.database.transaction((tx) => this.tasks.cancel(tx, id));
    await this.sources.files.remove(held.file);
  }

  /** What would become of a text of a program: all its rows. @throws NotFound, NotAllowed, UnreadableImport, AdmissionBusy */
  async previewText(actor: Actor, editionKey: string, csv: string): Promise<ImportPreview> {
    const edition = await this.access.edition(actor, editionKey);
    const readout = await this.sources.reader.openContent(edition.id, AS_TEXT, bytesOf(csv));
    return this.sources.previews.preview(edition.id, readout, { page: 1, size: Number.MAX_SAFE_INTEGER });
  }

  /** Imports a text of a program. @returns the id of the task. @throws NotFound, NotAllowed, UnreadableImport */
  async startText(actor: Actor, editionKey: string, csv: string, mode: ImportMode): Promise<string> {
    const edition = await this.access.edition(actor, editionKey);
    const { accountId } = requireAccount(actor);
    const file = await this.sources.files.receive({ name: 'import.csv', content: bytesOf(csv) });
    const held: HeldImport = { ...AS_TEXT, file };
    try {
      await this.read(edition, held);
      return await this.database.transaction(async (tx) => {
        await this.audit.record(tx, actor, this.began(edition, mode, file));
        return this.tasks.start(tx, { kind: IMPORT_TASK, editionId: edition.id, accountId, input: { ...held, mode } });
      });
    } catch (error) {
      if (error instanceof UnreadableImport) await this.sources.files.remove(file);
      throw error;
    }
  }

  /** From its beginning to its end: whether it can be read. @throws UnreadableImport */
  private async read(edition: EditionDetails, held: HeldImport): Promise<void> {
    const { lots } = await this.sources.reader.open(edition.id, held);
    while (!(await lots.next()).done);
  }

  private began({ id }: EditionDetails, mode: ImportMode, { name }: { name: string }) {
    const object = { kind: 'edition', id };
    return { action: 'registration.import', object, editionId: id, after: { file: name, mode } };
  }
}

/** A text has been decoded. */
const AS_TEXT: ImportReading = { encoding: 'utf-8', category: null };

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
