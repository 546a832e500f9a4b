export { EditionsModule } from './editions.module.js';
export {
  type EditionDetails,
  EditionQueries,
  type InstitutionBrief,
  type SeriesBrief,
  type SeriesDetails,
  type SeriesMemberDetails,
  scopeOfEdition,
} from './editions.queries.js';
export { EditionsService, type RecordedEdition } from './editions.service.js';
export { SeriesService } from './series.service.js';
export { Edition, FORMATS, type Format, type Venue } from './entities/edition.entity.js';
export { Series, SERIES_KINDS, type SeriesKind } from './entities/series.entity.js';
export { MEMBER_ROLES, SeriesMember } from './entities/series-member.entity.js';
export { type EditionAction, type EditionStatus, EDITION_STATUSES, possibleActions } from './domain/edition-state.js';
export { cityOfEdition } from './domain/place.js';
export { readInstant } from './domain/schedule.js';
export { type Gap, timeline, type TimelineEntry } from './domain/timeline.js';
export {
  DuplicateEditionKey,
  DuplicateMember,
  DuplicateOrdinal,
  DuplicateSeriesSlug,
  ImpossibleTransition,
  InUse,
  NotReadyToPublish,
} from './domain/editions.errors.js';
export {
  EditionCancelled,
  EditionCompleted,
  EditionPostponed,
  EditionPublished,
  EditionRescheduled,
} from './domain/editions.events.js';
export { CancelEditionInput, CreateEditionInput, PARTNER_ROLES, UpdateEditionInput } from './inputs/edition.input.js';
export { CreateMemberInput, CreateSeriesInput, UpdateMemberInput, UpdateSeriesInput } from './inputs/series.input.js';
