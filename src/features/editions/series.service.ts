import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService, partOf } from '../audit/index.js';
import { InstitutionsService } from '../institutions/index.js';
import { DuplicateMember, DuplicateSeriesSlug, InUse } from './domain/editions.errors.js';
import { forgetSeries, indexSeries, indexSeriesAndEditions } from './edition-search.js';
import { scopeOfSeries } from './editions.queries.js';
import { SeriesMember } from './entities/series-member.entity.js';
import { Series } from './entities/series.entity.js';
import {
  type CreateMemberInput,
  type CreateSeriesInput,
  type UpdateMemberInput,
  type UpdateSeriesInput,
} from './inputs/series.input.js';

/** Series and the institutions that belong to them. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly institutions: InstitutionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws DuplicateSeriesSlug */
  async create(actor: Actor, input: CreateSeriesInput): Promise<Series> {
    this.accounts.authorize(actor, 'series.edit', PLATFORM);
    return this.database.transaction(async (tx) => {
      const series = tx.manager.create(Series, {
        id: newId(),
        slug: input.slug,
        kind: input.kind,
        name: asLocalised(input.name, 'en'),
        shortName: input.shortName ?? null,
        description: asLocalised(input.description, 'en'),
        foundedYear: input.foundedYear ?? null,
        version: 1,
        createdAt: this.clock.now(),
      });
      await translateConstraints(tx.manager.insert(Series, series), {
        series_slug_uq: () => new DuplicateSeriesSlug(input.slug),
      });
      await this.audit.record(tx, actor, {
        action: 'series.create',
        object: { kind: 'series', id: series.id },
        version: series.version,
        after: input,
      });
      await indexSeries(tx, [series.id]);
      return series;
    });
  }

  /** @throws NotFound, StaleVersion */
  async update(actor: Actor, slug: string, input: UpdateSeriesInput, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const series = await tx.manager.findOne(Series, { where: { slug }, lock: { mode: 'pessimistic_write' } });
      if (!series) throw new NotFound('The series');
      this.accounts.authorize(actor, 'series.edit', scopeOfSeries(series.id));
      expectVersion(series, version);
      const { name, description, ...rest } = input;
      const before = partOf(series, input);
      Object.assign(series, rest, { version: series.version + 1 });
      if (name !== undefined) series.name = asLocalised(name, 'en');
      if (description !== undefined) series.description = asLocalised(description, 'en');
      await tx.manager.save(series);
      await this.audit.record(tx, actor, {
        action: 'series.update',
        object: { kind: 'series', id: series.id },
        version: series.version,
        before,
        after: input,
      });
      await indexSeriesAndEditions(tx, series.id);
    });
  }

  /** @throws NotFound, StaleVersion, InUse */
  async remove(actor: Actor, slug: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const series = await tx.manager.findOneBy(Series, { slug });
      if (!series) throw new NotFound('The series');
      this.accounts.authorize(actor, 'series.edit', scopeOfSeries(series.id));
      expectVersion(series, version);
      await translateConstraints(tx.manager.delete(Series, { id: series.id }), {
        edition_series_fk: () => new InUse('The series has editions.'),
      });
      await this.audit.record(tx, actor, {
        action: 'series.delete',
        object: { kind: 'series', id: series.id },
        version: series.version,
        before: series,
      });
      await forgetSeries(tx, series.id);
    });
  }

  /** @throws NotFound, DuplicateMember, InvalidInput */
  async addMember(actor: Actor, slug: string, input: CreateMemberInput): Promise<string> {
    const ids = await this.institutions.idsOf([input.institution], 'institution');
    return this.database.transaction(async (tx) => {
      const series = await tx.manager.findOneBy(Series, { slug });
      if (!series) throw new NotFound('The series');
      this.accounts.authorize(actor, 'series.edit', scopeOfSeries(series.id));
      const [next] = await tx.query<{ position: number }>(
        'SELECT coalesce(max(position), 0) + 1 AS position FROM series_member WHERE series_id = $1',
        [series.id],
      );
      const member = tx.manager.create(SeriesMember, {
        id: newId(),
        seriesId: series.id,
        institutionId: ids.get(input.institution)!,
        role: input.role,
        founding: input.founding,
        since: input.since ?? null,
        until: input.until ?? null,
        position: next!.position,
        version: 1,
      });
      await translateConstraints(tx.manager.insert(SeriesMember, member), {
        series_member_uq: () => new DuplicateMember(),
      });
      await this.audit.record(tx, actor, {
        action: 'series.add-member',
        object: { kind: 'series', id: series.id },
        after: input,
      });
      return member.id;
    });
  }

  /** @throws NotFound, StaleVersion, DuplicateMember, InvalidInput when the last year would lie before the first */
  async updateMember(
    actor: Actor,
    slug: string,
    memberId: string,
    input: UpdateMemberInput,
    version?: number,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const member = await this.member(tx, actor, slug, memberId);
      expectVersion(member, version);
      const { founding, since, until } = member;
      Object.assign(member, input, { version: member.version + 1 });
      await translateConstraints(tx.manager.save(member), {
        series_member_uq: () => new DuplicateMember(),
        series_member_span_ck: () =>
          InvalidInput.at('until', 'invalid-value', 'The last year cannot lie before the first.'),
      });
      await this.audit.record(tx, actor, {
        action: 'series.update-member',
        object: { kind: 'series', id: member.seriesId },
        before: { institution: member.institution.slug, founding, since, until },
        after: input,
      });
    });
  }

  /** @throws NotFound, StaleVersion */
  async removeMember(actor: Actor, slug: string, memberId: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const member = await this.member(tx, actor, slug, memberId);
      expectVersion(member, version);
      await tx.manager.delete(SeriesMember, { id: memberId });
      await this.audit.record(tx, actor, {
        action: 'series.remove-member',
        object: { kind: 'series', id: member.seriesId },
        before: { institution: member.institution.slug, role: member.role },
      });
    });
  }

  private async member(tx: Tx, actor: Actor, slug: string, memberId: string): Promise<SeriesMember> {
    await tx.query('SELECT 1 FROM series_member WHERE id = $1 FOR UPDATE', [memberId]);
    const member = await tx.manager.findOne(SeriesMember, {
      where: { id: memberId, series: { slug } },
      relations: { institution: true },
    });
    if (!member) throw new NotFound('The membership');
    this.accounts.authorize(actor, 'series.edit', scopeOfSeries(member.seriesId));
    return member;
  }
}
