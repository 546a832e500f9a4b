import { Injectable } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { type PartName } from './domain/checklist.js';
import { type EditionText } from './domain/edition-texts.js';
import { type DueDeliveries, type ScheduledSession } from './domain/reschedule-preview.js';
import { type EditionSpan } from './domain/wall-shift.js';

/**
 * What a higher feature knows of an edition and editions cannot: all of it reads, and changes nothing. What has to be *done* in
 * a higher feature is done there, when it hears the event.
 */
export interface EditionExtension {
  /** Which of its parts are there and fit for use. */
  parts?(editionId: string): Promise<PartName[]>;
  /** Everything that people read or follow. */
  texts?(editionId: string): Promise<EditionText[]>;
  /** The spans that hang on the edition's start. */
  spans?(tx: Tx, editionId: string): Promise<EditionSpan[]>;
  /** Its sessions that have a time, as this transaction sees them. */
  sessions?(tx: Tx, editionId: string): Promise<ScheduledSession[]>;
  /** What will be sent, as this transaction sees it. */
  due?(tx: Tx, editionId: string): Promise<DueDeliveries[]>;
}

/** The extension point: higher features register when their module starts, and are asked in that order. */
@Injectable()
export class EditionExtensions {
  private readonly extensions: EditionExtension[] = [];

  register(extension: EditionExtension): void {
    this.extensions.push(extension);
  }

  parts(editionId: string): Promise<PartName[]> {
    return this.all((extension) => extension.parts?.(editionId));
  }

  texts(editionId: string): Promise<EditionText[]> {
    return this.all((extension) => extension.texts?.(editionId));
  }

  spans(tx: Tx, editionId: string): Promise<EditionSpan[]> {
    return this.all((extension) => extension.spans?.(tx, editionId));
  }

  sessions(tx: Tx, editionId: string): Promise<ScheduledSession[]> {
    return this.all((extension) => extension.sessions?.(tx, editionId));
  }

  due(tx: Tx, editionId: string): Promise<DueDeliveries[]> {
    return this.all((extension) => extension.due?.(tx, editionId));
  }

  /** One after the other: inside a transaction there is one connection. */
  private async all<T>(ask: (extension: EditionExtension) => Promise<T[]> | undefined): Promise<T[]> {
    const answers: T[] = [];
    for (const extension of this.extensions) answers.push(...((await ask(extension)) ?? []));
    return answers;
  }
}
