import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../../features/accounts/index.js';
import { InstitutionHistory } from '../../../features/editions/index.js';
import {
  CreateNameInput,
  type InstitutionDetails,
  InstitutionQueries,
  UpdateNameInput,
} from '../../../features/institutions/index.js';
import { RegistrationLists } from '../../../features/registration/index.js';
import { type Actor, PLATFORM } from '../../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { readInput } from '../../../platform/input/read-input.js';
import { textOf } from '../../form-answers.js';
import { type EditPlan } from '../forms/console-forms.js';
import { takenField } from './form-errors.js';
import { institutionAnswers, nameAnswers, nameOf, readInstitution, readNewInstitution } from './institution-form.js';
import { InstitutionEditPage, type InstitutionEditPageProps } from './institution-edit.page.js';
import { InstitutionWork } from './institution-work.js';
import { MergePage } from './merge.page.js';
import { NamePage } from './name.page.js';

const BASE = '/organise/institutions';

/** What has just happened to an institution, for its page. */
type Told = Pick<InstitutionEditPageProps, 'done' | 'refused'>;

/** The forms about institutions: what each shows and saves. */
@Injectable()
export class InstitutionPlans {
  constructor(
    private readonly accounts: AccountsService,
    private readonly queries: InstitutionQueries,
    private readonly work: InstitutionWork,
    private readonly history: InstitutionHistory,
    private readonly registrations: RegistrationLists,
  ) {}

  /** @throws NotAllowed */
  create(actor: Actor): EditPlan {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    return {
      name: 'institution:new',
      path: `${BASE}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: {} }),
      page: async (form) => (
        <InstitutionEditPage
          institution={null}
          former={[]}
          zones={await this.zones()}
          form={form}
          done={null}
          refused={null}
        />
      ),
      save: async (answers) => {
        const { slug } = await this.work.institutions.create(actor, readNewInstitution(answers));
        return `${BASE}/${slug}?done=created`;
      },
      errorsOf: takenField,
    };
  }

  /** @throws NotFound, NotAllowed */
  async edit(actor: Actor, slug: string, told: Told = { done: null, refused: null }): Promise<EditPlan> {
    const institution = await this.open(actor, slug);
    return {
      name: `institution:${slug}`,
      path: `${BASE}/${slug}`,
      object: { kind: 'institution', id: institution.id },
      current: async () => {
        const now = await this.open(actor, slug);
        return { version: now.version, answers: institutionAnswers(now) };
      },
      page: async (form) => {
        const [former, zones] = await Promise.all([
          this.queries.names(institution.id, { limit: MAX_PAGE_SIZE }),
          this.zones(),
        ]);
        return (
          <InstitutionEditPage institution={institution} former={former.items} zones={zones} form={form} {...told} />
        );
      },
      save: async (answers, version) => {
        await this.work.institutions.update(actor, slug, readInstitution(answers), version);
        return `${BASE}/${slug}?done=saved`;
      },
    };
  }

  /** @throws NotFound, NotAllowed */
  async addName(actor: Actor, slug: string): Promise<EditPlan> {
    const institution = await this.open(actor, slug);
    return {
      name: `institution:${slug}:name:new`,
      path: `${BASE}/${slug}/names/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: {} }),
      page: (form) => <NamePage institution={institution} name={null} form={form} />,
      save: async (answers) => {
        await this.work.names.add(actor, slug, readInput(CreateNameInput, nameOf(answers)));
        return `${BASE}/${slug}?done=saved`;
      },
      errorsOf: takenField,
    };
  }

  /** @throws NotFound, NotAllowed */
  async changeName(actor: Actor, slug: string, id: string): Promise<EditPlan> {
    const institution = await this.open(actor, slug);
    const name = await this.queries.name(institution.id, id);
    return {
      name: `institution:${slug}:name:${id}`,
      path: `${BASE}/${slug}/names/${id}`,
      // The trail counts versions of institutions, not of their names.
      object: null,
      current: async () => {
        const now = await this.queries.name(institution.id, id);
        return { version: now.version, answers: nameAnswers(now) };
      },
      page: (form) => <NamePage institution={institution} name={name} form={form} />,
      save: async (answers, version) => {
        await this.work.names.update(actor, slug, id, readInput(UpdateNameInput, nameOf(answers)), version);
        return `${BASE}/${slug}?done=saved`;
      },
      errorsOf: takenField,
    };
  }

  /** The slug is typed to make sure, since a merge cannot be taken back. @throws NotFound, NotAllowed */
  async merge(actor: Actor, slug: string): Promise<EditPlan> {
    const institution = await this.open(actor, slug);
    return {
      name: `institution:${slug}:merge`,
      path: `${BASE}/${slug}/merge`,
      object: { kind: 'institution', id: institution.id },
      current: async () => ({ version: (await this.open(actor, slug)).version, answers: {} }),
      page: async (form) => {
        const [all, counts, registrations] = await Promise.all([
          this.queries.all(),
          this.history.counts(actor, institution.id),
          this.registrations.countOfInstitution(actor, institution.id),
        ]);
        return (
          <MergePage
            institution={institution}
            others={all.filter((one) => one.slug !== slug)}
            moving={{ ...counts, registrations }}
            form={form}
          />
        );
      },
      save: async (answers, version) => {
        const into = textOf(answers, 'into');
        if (into === undefined) throw InvalidInput.at('into', 'required', 'Choose the institution that stays.');
        if (textOf(answers, 'confirm')?.toLowerCase() !== slug) {
          throw InvalidInput.at('confirm', 'not-confirmed', 'Type the slug of the institution that goes.');
        }
        await this.work.merging.merge(actor, slug, into, version);
        return `${BASE}/${into}?done=merged`;
      },
    };
  }

  /** One that was merged has no page of its own any more. @throws NotFound, NotAllowed */
  private async open(actor: Actor, slug: string): Promise<InstitutionDetails> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    const institution = await this.queries.find(slug);
    if (institution.slug !== slug) throw new NotFound('The institution');
    return institution;
  }

  private async zones(): Promise<string[]> {
    return [...new Set((await this.queries.all()).map(({ timeZone }) => timeZone))];
  }
}
