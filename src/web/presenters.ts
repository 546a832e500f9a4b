import {
  cityOfEdition,
  type DocumentDetails,
  documentPath,
  type EditionDetails,
  type TimelineEntry as Entry,
} from '../features/editions/index.js';
import { type DocumentItem } from './layout/document.js';
import { type RemainsView } from './public/remains.js';
import { type CategoryDetails } from '../features/registration/index.js';
import {
  type ArchivedEdition,
  type CategoryView,
  type EditionRef,
  type RegistrationStand,
  type TimelineEntry,
  type UpcomingEdition,
} from './layout/view-models.js';

/** An edition as pages name it. */
export function editionRef(edition: EditionDetails): EditionRef & { city: string | null } {
  const { key, series, ordinal, title, theme, status, hosts } = edition;
  const { slug, name, shortName } = series;
  return {
    key,
    series: { slug, name, shortName },
    ordinal,
    title,
    theme,
    status,
    hosts,
    city: cityOfEdition(edition),
    when: {
      year: edition.year,
      date: edition.heldOn,
      startsAt: edition.startsAt,
      endsAt: edition.endsAt,
      timeZone: edition.timeZone,
    },
  };
}

export function archived(edition: EditionDetails): ArchivedEdition {
  return editionRef(edition);
}

export function timelineView(entries: Entry<EditionDetails>[]): TimelineEntry[] {
  return entries.map((entry) => (entry.kind === 'gap' ? entry : { kind: 'edition', edition: archived(entry.edition) }));
}

export function upcomingView(edition: EditionDetails, categories: CategoryDetails[], now: Date): UpcomingEdition {
  return { ...editionRef(edition), format: edition.format, registration: standOf(edition, categories, now) };
}

/** What remains of an edition, for its page. */
export function remainsView(
  { key, summary, website, participants }: EditionDetails,
  documents: DocumentDetails[],
): RemainsView {
  return { summary, website, participants, documents: documents.map((document) => documentItem(key, document)) };
}

export function documentItem(editionKey: string, { file, url, ...document }: DocumentDetails): DocumentItem {
  const { id, kind, title, language } = document;
  const href = file ? documentPath(editionKey, { id, file }) : (url ?? '');
  return { id, kind, title, language, href, file };
}

export function categoryView(category: CategoryDetails): CategoryView {
  const { id, name, attendance, placesLeft, opensAt, closesAt, admission, waiting, approval, invitationOnly } =
    category;
  const open = admission === 'open' || admission === 'waiting-list';
  return {
    ...{ id, name, attendance, placesLeft, opensAt, closesAt, admission },
    ...{ waiting, approval, invitationOnly, open },
  };
}

/** Where registration stands as a whole: the best that any category offers. */
export function standOf(
  edition: Pick<EditionDetails, 'status' | 'endsAt'>,
  all: Pick<CategoryDetails, 'admission' | 'opensAt' | 'approval' | 'invitationOnly'>[],
  now: Date,
): RegistrationStand {
  if (edition.status === 'cancelled' || edition.status === 'postponed') return { kind: edition.status };
  if (all.length === 0) return { kind: 'none' };
  if (edition.status === 'completed' || (edition.endsAt !== null && edition.endsAt <= now)) return { kind: 'ended' };
  const categories = all.filter(({ invitationOnly }) => !invitationOnly);
  const open = categories.filter(({ admission }) => admission === 'open');
  if (open.length > 0)
    return open.every(({ approval }) => approval) ? { kind: 'open', by: 'application' } : { kind: 'open' };
  if (categories.some(({ admission }) => admission === 'waiting-list')) return { kind: 'open', by: 'waiting-list' };
  const opening = categories
    .flatMap(({ admission, opensAt }) => (admission === 'not-yet-open' && opensAt ? [opensAt] : []))
    .sort((a, b) => a.getTime() - b.getTime())[0];
  if (opening) return { kind: 'opens', at: opening };
  if (categories.some(({ admission }) => admission === 'full')) return { kind: 'sold-out' };
  const isForInvited = all.some(({ admission }) => admission !== 'closed' && admission !== 'not-yet-open');
  return { kind: isForInvited ? 'invitation' : 'closed' };
}
