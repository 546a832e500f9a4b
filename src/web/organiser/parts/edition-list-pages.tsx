import { Injectable } from '@nestjs/common';
import {
  checklist,
  type EditionDetails,
  EditionQueries,
  type EditionStatus,
  type PartName,
  scopeOfSeries,
} from '../../../features/editions/index.js';
import { StreamQueries } from '../../../features/livestreams/index.js';
import { MessagingQueries } from '../../../features/messaging/index.js';
import { RegistrationLists } from '../../../features/registration/index.js';
import { type Actor, covers, type Role, ROLES, type Scope } from '../../../kernel/actor.js';
import { DEFAULT_PAGE_SIZE } from '../../../kernel/page.js';
import { editionRef } from '../../presenters.js';
import { EditionsPage, type NextStep } from '../editions.page.js';
import { EditionDesk } from './edition-desk.js';

/** What the list is narrowed to, and where it goes on. */
export interface EditionListFilter {
  status: EditionStatus | null;
  q: string;
  cursor: string | undefined;
}

/** Puts the list of the editions that somebody may open together, with what is next to do for each. */
@Injectable()
export class EditionListPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationLists,
    private readonly streams: StreamQueries,
    private readonly messages: MessagingQueries,
  ) {}

  async list(actor: Actor, { status, q, cursor }: EditionListFilter, mayCreate: boolean) {
    const [page, counts] = await Promise.all([
      this.editions.visibleTo(actor, { limit: DEFAULT_PAGE_SIZE, cursor }, status, q || null),
      this.editions.countsVisibleTo(actor, q || null),
    ]);
    const [confirmed, steps] = await Promise.all([
      this.registrations.confirmedOf(actor, page.items),
      this.stepsOf(actor, page.items),
    ]);
    const editions = page.items.map((edition) => ({
      ...editionRef(edition),
      confirmed: this.desk.may(actor, 'registration.view', edition) ? (confirmed.get(edition.id) ?? 0) : null,
      role: roleOn(actor, edition.scope),
      step: steps.get(edition.id) ?? null,
      mayClone: this.desk.may(actor, 'edition.create', { scope: scopeOfSeries(edition.series.id) }),
    }));
    return (
      <EditionsPage counts={counts} filter={{ status, q }} editions={editions} next={page.next} mayCreate={mayCreate} />
    );
  }

  /** For all of them at once, so that a long list asks the database no more often than a short one. */
  private async stepsOf(actor: Actor, editions: EditionDetails[]): Promise<Map<string, NextStep>> {
    const drafts = editions.filter(({ status }) => status === 'draft');
    const ids = drafts.map(({ id }) => id);
    const published = editions.filter(({ status }) => status === 'published');
    const [category, stream, reminder, next] = await Promise.all([
      this.registrations.withCategory(ids),
      this.streams.withStream(ids),
      this.messages.withReminder(ids),
      this.messages.nextReminders(actor, published),
    ]);
    const parts = { category, stream, reminder };
    return new Map<string, NextStep>([
      ...drafts.map((edition) => [edition.id, draftStep(edition, parts)] as const),
      ...[...next].map(([id, due]) => [id, { kind: 'reminder', ...due }] as const),
    ]);
  }
}

/** What a draft lacks, the first thing first. Its texts are looked at on its own page. */
export function draftStep(edition: EditionDetails, parts: Record<PartName, ReadonlySet<string>>): NextStep {
  const names = (Object.keys(parts) as PartName[]).filter((name) => parts[name].has(edition.id));
  const missing = checklist({ edition, parts: new Set(names), texts: [], mentions: [] }).filter(({ done }) => !done);
  const [first] = missing;
  return first ? { kind: 'missing', count: missing.length, first: first.item } : { kind: 'publish' };
}

/** The strongest role that somebody holds here; null for the system. */
export function roleOn(actor: Actor, scope: Scope): Role | null {
  if (actor.kind !== 'account') return null;
  return ROLES.find((role) => actor.grants.some((grant) => grant.role === role && covers(grant.scope, scope))) ?? null;
}
