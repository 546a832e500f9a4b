import { Injectable } from '@nestjs/common';
import {
  DuplicateOrdinal,
  type EditionDetails,
  EditionQueries,
  EditionsService,
  possibleActions,
} from '../../../features/editions/index.js';
import { InstitutionQueries } from '../../../features/institutions/index.js';
import { RegistrationLists } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { type DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { EMPTY_FORM, type FormState } from '../../layout/form.js';
import { editionRef } from '../../presenters.js';
import { type EditPlan } from '../forms/console-forms.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { type DangerZoneProps } from './danger-zone.js';
import { DETAILS_LISTS, detailsAnswers, readDetails } from './details-form.js';
import { DetailsPage, type DetailsPageProps } from './details.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

interface Shown {
  done?: DetailsPageProps['done'];
  refused?: DetailsPageProps['refused'];
  /** The form for cancelling, when it was sent. */
  cancelling?: FormState;
}

/** Puts the page of an edition's details together. */
@Injectable()
export class DetailsPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly editions: EditionQueries,
    private readonly service: EditionsService,
    private readonly institutions: InstitutionQueries,
    private readonly registrations: RegistrationLists,
  ) {}

  /** @throws NotFound for a draft that the actor may not see, NotAllowed for those who may not change it */
  async plan(
    actor: Actor,
    key: string,
    { done = null, refused = null, cancelling = EMPTY_FORM }: Shown = {},
  ): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const path = `/organise/editions/${edition.key}/details`;
    return {
      name: `edition:${edition.key}:details`,
      path,
      object: { kind: 'edition', id: edition.id },
      lists: DETAILS_LISTS,
      current: async () => {
        const now = await this.editions.byKey(actor, key);
        return { version: now.version, answers: detailsAnswers(now) };
      },
      page: async (form) => {
        const [institutions, siblings, danger] = await Promise.all([
          this.institutions.all(),
          this.editions.ofSeries(actor, edition.series.id, ALL),
          this.danger(actor, edition, cancelling),
        ]);
        const numbers = siblings.items.filter(({ id }) => id !== edition.id).map(({ ordinal }) => ordinal ?? 0);
        return (
          <DetailsPage
            edition={{ ...editionRef(edition), languages: edition.languages }}
            nextOrdinal={Math.max(0, ...numbers) + 1}
            institutions={institutions}
            form={form}
            danger={danger}
            done={done}
            refused={refused}
          />
        );
      },
      save: async (answers, version) => {
        await this.service.update(actor, key, readDetails(answers), version);
        return `${path}?done=saved`;
      },
      errorsOf: takenOrdinal,
    };
  }

  private async danger(actor: Actor, edition: EditionDetails, form: FormState): Promise<DangerZoneProps> {
    const possible = this.desk.may(actor, 'edition.publish', edition) ? possibleActions(edition.status) : [];
    const maySee = possible.includes('cancel') && this.desk.may(actor, 'registration.view', edition);
    const counts = maySee ? await this.registrations.counts(actor, edition) : {};
    return {
      editionKey: edition.key,
      version: edition.version,
      actions: [
        ...possible.filter((action) => action !== 'publish'),
        ...(edition.status === 'draft' ? (['remove'] as const) : []),
      ],
      registrations: (counts.confirmed ?? 0) + (counts.waitlisted ?? 0) + (counts.pending ?? 0),
      form,
    };
  }
}

function takenOrdinal(error: DomainError): FieldError[] | null {
  return error instanceof DuplicateOrdinal
    ? [{ path: 'ordinal', code: 'ordinal-taken', message: error.message }]
    : null;
}
