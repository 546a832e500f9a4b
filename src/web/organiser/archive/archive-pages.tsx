import { Injectable } from '@nestjs/common';
import { type VNode } from 'preact';
import {
  DocumentQueries,
  DocumentsService,
  type EditionDetails,
  EditionsService,
  TooManyDocuments,
} from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { type DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { documentItem, editionRef } from '../../presenters.js';
import { type EditPlan } from '../forms/console-forms.js';
import { type EditState, openState } from '../forms/edit-state.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { documentAnswers, readChange, readLink, readRecord, recordAnswers } from './archive-form.js';
import { type ARCHIVE_DONE, ArchivePage } from './archive.page.js';
import { type DOCUMENT_REFUSED, DocumentPage, LinkPage } from './document.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** An edition with its languages, in which fields for texts come first. */
export const archiveEdition = (edition: EditionDetails) => ({ ...editionRef(edition), languages: edition.languages });

/** Where there is no room for one more, that is said at the form. */
export function archiveErrorsOf(error: DomainError): FieldError[] | null {
  return error instanceof TooManyDocuments ? [{ path: '', code: error.code, message: error.message }] : null;
}

/** Puts the pages about the archive of an edition together, and says how their forms are read and saved. */
@Injectable()
export class ArchivePages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly editions: EditionsService,
    private readonly documents: DocumentsService,
    private readonly queries: DocumentQueries,
  ) {}

  /** The page for those who may look and not change; null for the others. */
  async readOnly(actor: Actor, key: string): Promise<VNode | null> {
    const edition = await this.desk.open(actor, key);
    if (this.desk.may(actor, 'edition.edit', edition)) return null;
    const form = openState({ name: '', path: '', version: edition.version, original: recordAnswers(edition) });
    return this.page(edition, form, { mayEdit: false, done: null });
  }

  async recordPlan(actor: Actor, key: string, done: keyof typeof ARCHIVE_DONE | null): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const path = `/organise/editions/${key}/archive`;
    return {
      name: `edition:${key}:archive`,
      path,
      object: { kind: 'edition', id: edition.id },
      current: async () => {
        const now = await this.desk.open(actor, key, 'edition.edit');
        return { version: now.version, answers: recordAnswers(now) };
      },
      page: (form) => this.page(edition, form, { mayEdit: true, done }),
      save: async (answers, version) => {
        await this.editions.update(actor, key, readRecord(answers), version);
        return `${path}?done=saved`;
      },
    };
  }

  async linkPlan(actor: Actor, key: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const base = `/organise/editions/${key}/archive`;
    return {
      name: `edition:${key}:archive:link`,
      path: `${base}/link`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: { kind: 'document' } }),
      page: (form) => <LinkPage edition={archiveEdition(edition)} form={form} />,
      save: async (answers) => {
        await this.documents.create(actor, key, readLink(answers));
        return `${base}?done=linked`;
      },
      errorsOf: archiveErrorsOf,
    };
  }

  async documentPlan(
    actor: Actor,
    key: string,
    id: string,
    refused: keyof typeof DOCUMENT_REFUSED | null,
  ): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const base = `/organise/editions/${key}/archive`;
    const stored = await this.queries.byId(edition, id);
    return {
      name: `edition:${key}:archive:${id}`,
      path: `${base}/${id}`,
      object: { kind: 'document', id },
      current: async () => {
        const now = await this.queries.byId(edition, id);
        return { version: now.version, answers: documentAnswers(now) };
      },
      page: (form) => (
        <DocumentPage
          edition={archiveEdition(edition)}
          document={documentItem(key, stored)}
          version={stored.version}
          form={form}
          refused={refused}
        />
      ),
      save: async (answers, version) => {
        await this.documents.update(actor, key, id, readChange(answers, stored.file !== null), version);
        return `${base}?done=changed`;
      },
    };
  }

  private async page(
    edition: EditionDetails,
    form: EditState,
    more: { mayEdit: boolean; done: keyof typeof ARCHIVE_DONE | null },
  ): Promise<VNode> {
    const { items } = await this.queries.list(edition, ALL);
    const documents = items.map((document) => documentItem(edition.key, document));
    return <ArchivePage edition={archiveEdition(edition)} documents={documents} form={form} {...more} />;
  }
}
