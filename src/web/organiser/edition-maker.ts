import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../features/accounts/index.js';
import { DuplicateEditionKey, DuplicateOrdinal, EditionQueries } from '../../features/editions/index.js';
import { InstitutionsService } from '../../features/institutions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, type FieldError, NotFound } from '../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { type Answers } from '../form-answers.js';
import { readEditionForm } from './edition-form.js';
import { EditionParts } from './edition-parts.js';
import { type NewEditionPageProps } from './new-edition.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** Makes an edition with everything that belongs to it from one form. */
@Injectable()
export class EditionMaker {
  constructor(
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly institutions: InstitutionsService,
    private readonly parts: EditionParts,
  ) {}

  /** The series in which the actor may make editions, and who may host them. */
  async choices(actor: Actor): Promise<Omit<NewEditionPageProps, 'form'>> {
    const [series, institutions] = await Promise.all([this.editions.seriesList(ALL), this.institutions.list(ALL)]);
    const own = series.items.filter(({ id }) => this.accounts.may(actor, 'edition.create', `series/${id}`));
    return {
      series: await Promise.all(
        own.map(async ({ id, slug, name }) => {
          const { items } = await this.editions.ofSeries(actor, id, ALL);
          const nextOrdinal = Math.max(0, ...items.map(({ ordinal }) => ordinal ?? 0)) + 1;
          return { slug, name, nextOrdinal };
        }),
      ),
      institutions: institutions.items,
    };
  }

  /** Whether there can be a series in which the actor may make editions; a role on a single edition is none. */
  mayMake(actor: Actor): boolean {
    if (actor.kind !== 'account') return false;
    return actor.grants.some(
      ({ scope }) => !scope.includes('/edition/') && this.accounts.may(actor, 'edition.create', scope),
    );
  }

  async make(actor: Actor, answers: Answers): Promise<{ key: string } | { errors: FieldError[] }> {
    const form = readEditionForm(answers);
    if ('errors' in form) return form;
    try {
      return { key: await this.parts.make(actor, form) };
    } catch (error) {
      const errors = errorsOf(error);
      if (errors === null) throw error;
      return { errors };
    }
  }
}

/** What the organiser can mend in the form; null for anything else. */
function errorsOf(error: unknown): FieldError[] | null {
  if (!(error instanceof DomainError)) return null;
  const at = (path: string, code = error.code): FieldError[] => [{ path, code, message: error.message }];
  if (error instanceof DuplicateEditionKey) return at('key', 'key-taken');
  if (error instanceof DuplicateOrdinal) return at('ordinal', 'ordinal-taken');
  if (error instanceof NotFound) return at('series');
  return error.kind === 'invalid' && error.errors.length > 0 ? error.errors : null;
}
