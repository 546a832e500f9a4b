import { type INestApplicationContext } from '@nestjs/common';
import {
  DuplicateEditionKey,
  DuplicateMember,
  DuplicateOrdinal,
  DuplicateSeriesSlug,
  EditionQueries,
  EditionsService,
  SeriesService,
} from '../features/editions/index.js';
import { DuplicateSlug, InstitutionsService } from '../features/institutions/index.js';
import { type Actor } from '../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../kernel/page.js';
import { historyFile, type HistorySeries, membershipsOf, readHistory, recordedEditionsOf } from './history-file.js';
import { ifFound } from './if-found.js';

/** How many of each were added; what was there already is not counted, and not touched. */
export interface Summary {
  institutions: number;
  series: number;
  memberships: number;
  editions: number;
}

const HISTORY: Actor = { kind: 'system', name: 'history' };

/** Another process, or a person, was faster. */
const DUPLICATES = [DuplicateSlug, DuplicateSeriesSlug, DuplicateMember, DuplicateEditionKey, DuplicateOrdinal];

/** Loads the recorded history. What is there already stays as it is, so loading it again changes nothing. */
export async function loadHistory(app: INestApplicationContext, file = historyFile()): Promise<Summary> {
  const history = await readHistory(file);
  const institutions = app.get(InstitutionsService);
  const summary: Summary = { institutions: 0, series: 0, memberships: 0, editions: 0 };
  for (const institution of history.institutions) {
    if (await ifFound(institutions.bySlug(institution.slug))) continue;
    summary.institutions += await added(institutions.create(HISTORY, institution));
  }
  for (const series of history.series) {
    summary.series += await loadSeries(app, series);
    summary.memberships += await loadMemberships(app, series);
    for (const edition of recordedEditionsOf(series)) {
      summary.editions += await added(app.get(EditionsService).recordPast(HISTORY, edition));
    }
  }
  return summary;
}

async function loadSeries(app: INestApplicationContext, series: HistorySeries): Promise<number> {
  if (await ifFound(app.get(EditionQueries).seriesBySlug(series.slug))) return 0;
  const { slug, kind, name, shortName, description, foundedYear } = series;
  return added(app.get(SeriesService).create(HISTORY, { slug, kind, name, shortName, description, foundedYear }));
}

async function loadMemberships(app: INestApplicationContext, series: HistorySeries): Promise<number> {
  const queries = app.get(EditionQueries);
  const { id } = await queries.seriesBySlug(series.slug);
  const { items } = await queries.members(id, { limit: MAX_PAGE_SIZE });
  const known = new Set(items.map(({ role, institution }) => `${role} ${institution.slug}`));
  let count = 0;
  for (const member of membershipsOf(series)) {
    if (known.has(`${member.role} ${member.institution}`)) continue;
    count += await added(app.get(SeriesService).addMember(HISTORY, series.slug, member));
  }
  return count;
}

/** 1, or 0 when it turned out to be there. */
async function added(work: Promise<unknown>): Promise<0 | 1> {
  try {
    return (await work) === false ? 0 : 1;
  } catch (error) {
    if (DUPLICATES.some((duplicate) => error instanceof duplicate)) return 0;
    throw error;
  }
}
