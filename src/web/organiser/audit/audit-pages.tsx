import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type AuditEntryView } from '../../../features/audit/index.js';
import {
  type EditionDetails,
  type TrailFilter,
  TrailQueries,
  type TrailSubjects,
} from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { addDays, firstInstant, parseWallTime } from '../../../kernel/time-zone.js';
import { pageRequest } from '../../../platform/input/fields.js';
import { editionRef } from '../../presenters.js';
import { type AuditFilterValues, AuditPage } from './audit.page.js';
import { csvLine } from './csv.js';
import { fieldChanges } from './entry-changes.js';

const day = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseWallTime(text) !== null);

/** The query of the pages. */
export const AuditPageQuery = z.object({
  person: z.uuid().optional(),
  object: z
    .string()
    .regex(/^[a-z-]{1,40}:[\w-]{1,100}$/)
    .optional(),
  action: z.string().max(80).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: pageRequest.shape.cursor,
});
export type AuditPageQuery = z.output<typeof AuditPageQuery>;

/** Puts the pages of the trail together, and its file. */
@Injectable()
export class AuditPages {
  constructor(private readonly trail: TrailQueries) {}

  /** `zone` is where the days of the filter begin. @throws as `TrailQueries.list` */
  async page(actor: Actor, edition: EditionDetails | null, query: AuditPageQuery, zone: string) {
    const { cursor, ...given } = query;
    const filter = filterOf(given, edition, zone);
    const { items, next } = await this.trail.list(actor, filter, { limit: DEFAULT_PAGE_SIZE, cursor });
    const subjects = await this.trail.subjectsOf(items);
    const values: AuditFilterValues = {
      person: given.person ?? null,
      object: given.object ?? null,
      action: given.action ?? null,
      from: given.from ?? null,
      to: given.to ?? null,
    };
    return (
      <AuditPage
        edition={edition && editionRef(edition)}
        filter={values}
        personName={(given.person && items.find(({ actor: by }) => by.id === given.person)?.actor.name) || null}
        entries={items.map((entry) => entryOf(entry, subjects))}
        next={next}
      />
    );
  }

  /**
   * The whole list as a file, piece by piece. Permission is asked before the first piece is given out.
   * @throws as `TrailQueries.list`
   */
  async csv(
    actor: Actor,
    edition: EditionDetails | null,
    query: AuditPageQuery,
    zone: string,
  ): Promise<AsyncGenerator<string>> {
    const filter = filterOf(query, edition, zone);
    const pageAt = (cursor: string | undefined) => this.trail.list(actor, filter, { limit: MAX_PAGE_SIZE, cursor });
    const first = await pageAt(undefined);
    const { trail } = this;
    return (async function* () {
      // The mark tells spreadsheets that it is UTF-8.
      yield `\uFEFF${csvLine(COLUMNS)}`;
      for (let page = first; ; page = await pageAt(page.next)) {
        const { editions } = await trail.subjectsOf(page.items);
        yield page.items.map((entry) => csvLine(cellsOf(entry, editions))).join('');
        if (page.next === null) return;
      }
    })();
  }
}

const COLUMNS = [
  'at',
  'who',
  'who_kind',
  'who_id',
  'ip',
  'action',
  'edition',
  'object',
  'object_id',
  'version',
  'before',
  'after',
];

function cellsOf(entry: AuditEntryView, editions: TrailSubjects['editions']) {
  const { at, actor, action, object, editionId, version, before, after } = entry;
  return [
    at,
    actor.name,
    actor.kind,
    actor.id,
    actor.ip,
    action,
    (editionId && editions.get(editionId)?.key) || null,
    object.kind,
    object.id,
    version,
    before && JSON.stringify(before),
    after && JSON.stringify(after),
  ];
}

function filterOf(query: Omit<AuditPageQuery, 'cursor'>, edition: EditionDetails | null, zone: string): TrailFilter {
  const { person, action, from, to } = query;
  const [kind = '', id = ''] = query.object?.split(':') ?? [];
  const midnight = (text: string, days: number) => firstInstant(zone, addDays(parseWallTime(text)!, days));
  return {
    ...(edition ? { edition: edition.key } : {}),
    ...(person ? { person } : {}),
    ...(query.object ? { object: { kind, id } } : {}),
    ...(action ? { action } : {}),
    ...(from ? { from: midnight(from, 0) } : {}),
    ...(to ? { to: midnight(to, 1) } : {}),
  };
}

/** Pages of an edition's parts, by what the trail calls them. */
const PARTS: Record<string, (id: string) => string> = {
  edition: () => '',
  category: (id) => `/categories/${id}`,
  stream: (id) => `/streams/${id}`,
  'reminder-rule': (id) => `/reminders/${id}`,
  registration: (id) => `/registrations/${id}`,
  delivery: () => '/deliveries',
  document: () => '/archive',
};

/** Pages of what belongs to no edition. */
const PLACES: Record<string, (slug: string) => string> = {
  series: (slug) => `/organise/series/${slug}`,
  institution: (slug) => `/organise/institutions/${slug}`,
};

function entryOf(entry: AuditEntryView, { editions, objects }: TrailSubjects) {
  const { object, actor } = entry;
  const edition = editions.get(entry.editionId ?? (object.kind === 'edition' ? object.id : '')) ?? null;
  const known = objects.get(object.id) ?? null;
  // Removed things have no page any more.
  const isGone = entry.action.endsWith('.delete');
  const part = edition && !isGone ? PARTS[object.kind]?.(object.id) : undefined;
  const place = known?.slug ? PLACES[object.kind]?.(known.slug) : undefined;
  const account = object.kind === 'account' && known ? `/organise/people/${object.id}` : undefined;
  return {
    id: entry.id,
    at: new Date(entry.at),
    timeZone: edition?.timeZone ?? 'UTC',
    who: actor.kind === 'account' ? actor.name : null,
    kind: actor.kind,
    personId: actor.id,
    ip: actor.ip,
    action: entry.action,
    edition,
    object: {
      ...object,
      name: known?.name ?? null,
      href: part !== undefined ? `/organise/editions/${edition!.key}${part}` : (place ?? account ?? null),
    },
    changes: fieldChanges(entry.before, entry.after),
  };
}
