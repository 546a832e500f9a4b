import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../../features/editions/index.js';
import { InstitutionsService } from '../../../features/institutions/index.js';
import {
  CategoriesService,
  CreateCategoryInput,
  RegistrationQueries,
  UpdateCategoryInput,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { readInput } from '../../../platform/input/read-input.js';
import { editionRef } from '../../presenters.js';
import { type EditPlan } from '../forms/console-forms.js';
import { CATEGORY_REFUSED, CategoryPage } from './categories.page.js';
import { type CategoryChoices } from './category-fields.js';
import { categoryValues, wholeCategoryAnswers } from './category-form.js';
import { refusedOf } from './edition-console.js';
import { EditionDesk } from './edition-desk.js';

/** The forms about categories: what each shows and saves. */
@Injectable()
export class CategoryPlans {
  constructor(
    readonly service: CategoriesService,
    private readonly desk: EditionDesk,
    private readonly queries: RegistrationQueries,
    private readonly institutions: InstitutionsService,
  ) {}

  /** What there is to choose from. */
  async choices(edition: EditionDetails): Promise<CategoryChoices> {
    const [pools, institutions] = await Promise.all([
      this.queries.pools(edition),
      this.institutions.list({ limit: MAX_PAGE_SIZE }),
    ]);
    return { pools: pools.items, institutions: institutions.items };
  }

  /** @throws NotFound, NotAllowed */
  async create(actor: Actor, key: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const clock = { zone: edition.timeZone ?? 'UTC', present: null };
    const choices = await this.choices(edition);
    const base = `/organise/editions/${key}/categories`;
    return {
      name: `edition:${key}:categories:new`,
      path: `${base}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: { attendance: 'online' } }),
      page: (form) => (
        <CategoryPage edition={editionRef(edition)} category={null} choices={choices} form={form} mayEdit />
      ),
      save: async (answers) => {
        await this.service.create(actor, key, readInput(CreateCategoryInput, wholeCategoryAnswers(answers, clock)));
        return `${base}?done=created`;
      },
    };
  }

  edit(actor: Actor, edition: EditionDetails, id: string, request: FastifyRequest): EditPlan {
    const zone = edition.timeZone ?? 'UTC';
    const base = `/organise/editions/${edition.key}/categories`;
    return {
      name: `edition:${edition.key}:categories:${id}`,
      path: `${base}/${id}`,
      object: { kind: 'category', id },
      current: async () => {
        const category = await this.queries.category(edition, id);
        return { version: category.version, answers: categoryValues(category, zone) };
      },
      page: async (form) => (
        <CategoryPage
          edition={editionRef(edition)}
          category={await this.queries.category(edition, id)}
          choices={await this.choices(edition)}
          form={form}
          mayEdit
          refused={refusedOf(request, CATEGORY_REFUSED)}
        />
      ),
      save: async (answers, version) => {
        const present = await this.queries.category(edition, id);
        const input = readInput(UpdateCategoryInput, wholeCategoryAnswers(answers, { zone, present }));
        await this.service.update(actor, edition.key, id, input, version);
        return `${base}?done=saved`;
      },
    };
  }
}
