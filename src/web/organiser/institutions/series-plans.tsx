import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../../features/accounts/index.js';
import { EditionQueries, scopeOfSeries, type SeriesDetails, SeriesService } from '../../../features/editions/index.js';
import { InstitutionQueries } from '../../../features/institutions/index.js';
import { type Actor, PLATFORM } from '../../../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { type EditPlan } from '../forms/console-forms.js';
import { takenField } from './form-errors.js';
import { MemberPage } from './member.page.js';
import { SeriesEditPage, type SeriesEditPageProps } from './series-edit.page.js';
import { memberAnswers, readMember, readNewMember, readNewSeries, readSeries, seriesAnswers } from './series-form.js';

const BASE = '/organise/series';
const ALL = { limit: MAX_PAGE_SIZE };

/** What has just happened to a series, for its page. */
type Told = Pick<SeriesEditPageProps, 'done' | 'refused'>;

/** The forms about series: what each shows and saves. */
@Injectable()
export class SeriesPlans {
  constructor(
    private readonly accounts: AccountsService,
    private readonly queries: EditionQueries,
    private readonly institutions: InstitutionQueries,
    private readonly series: SeriesService,
  ) {}

  /** @throws NotAllowed */
  create(actor: Actor): EditPlan {
    this.accounts.authorize(actor, 'series.edit', PLATFORM);
    return {
      name: 'series:new',
      path: `${BASE}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: {} }),
      page: (form) => <SeriesEditPage series={null} members={[]} form={form} done={null} refused={null} />,
      save: async (answers) => {
        const { slug } = await this.series.create(actor, readNewSeries(answers));
        return `${BASE}/${slug}?done=created`;
      },
      errorsOf: takenField,
    };
  }

  /** @throws NotFound, NotAllowed */
  async edit(actor: Actor, slug: string, told: Told = { done: null, refused: null }): Promise<EditPlan> {
    const series = await this.open(actor, slug);
    return {
      name: `series:${slug}`,
      path: `${BASE}/${slug}`,
      object: { kind: 'series', id: series.id },
      current: async () => {
        const now = await this.open(actor, slug);
        return { version: now.version, answers: seriesAnswers(now) };
      },
      page: async (form) => {
        const { items } = await this.queries.members(series.id, ALL);
        return <SeriesEditPage series={series} members={items} form={form} {...told} />;
      },
      save: async (answers, version) => {
        await this.series.update(actor, slug, readSeries(answers), version);
        return `${BASE}/${slug}?done=saved`;
      },
    };
  }

  /** @throws NotFound, NotAllowed */
  async addMember(actor: Actor, slug: string): Promise<EditPlan> {
    const series = await this.open(actor, slug);
    return {
      name: `series:${slug}:member:new`,
      path: `${BASE}/${slug}/members/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: {} }),
      page: async (form) => (
        <MemberPage series={series} member={null} institutions={await this.institutions.all()} form={form} />
      ),
      save: async (answers) => {
        await this.series.addMember(actor, slug, readNewMember(answers));
        return `${BASE}/${slug}?done=saved`;
      },
      errorsOf: takenField,
    };
  }

  /** @throws NotFound, NotAllowed */
  async changeMember(actor: Actor, slug: string, id: string): Promise<EditPlan> {
    const series = await this.open(actor, slug);
    const member = await this.queries.member(series.id, id);
    return {
      name: `series:${slug}:member:${id}`,
      path: `${BASE}/${slug}/members/${id}`,
      // The trail counts versions of series, not of their members.
      object: null,
      current: async () => {
        const now = await this.queries.member(series.id, id);
        return { version: now.version, answers: memberAnswers(now) };
      },
      page: (form) => <MemberPage series={series} member={member} institutions={[]} form={form} />,
      save: async (answers, version) => {
        await this.series.updateMember(actor, slug, id, readMember(answers), version);
        return `${BASE}/${slug}?done=saved`;
      },
      errorsOf: takenField,
    };
  }

  private async open(actor: Actor, slug: string): Promise<SeriesDetails> {
    const series = await this.queries.seriesBySlug(slug);
    this.accounts.authorize(actor, 'series.edit', scopeOfSeries(series.id));
    return series;
  }
}
