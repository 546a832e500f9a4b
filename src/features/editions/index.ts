export { EditionsModule } from './editions.module.js';
export {
  type EditionDetails,
  EditionQueries,
  type InstitutionBrief,
  type ScopeName,
  type SeriesBrief,
  type SeriesDetails,
  type SeriesMemberDetails,
  scopeOfEdition,
  scopeOfSeries,
} from './editions.queries.js';
export { DocumentFiles } from './document-files.js';
export { type DocumentDetails, type DocumentFile, DocumentQueries } from './documents.queries.js';
export { DocumentsService } from './documents.service.js';
export { EditionChecklist } from './edition-checklist.js';
export { type ClonedEdition, EditionCloning } from './edition-cloning.service.js';
export { type EditionExtension, EditionExtensions } from './edition-extensions.js';
export { EditionMentions } from './edition-mentions.js';
export { EditionsService, type NewTimes, type RecordedEdition } from './editions.service.js';
export { type ReschedulePreview, ReschedulePreviews } from './reschedule-previews.js';
export { nameOfEdition } from './edition-search.js';
export { SearchQueries } from './search.queries.js';
export { InstitutionHistory, type Membership } from './institution-history.js';
export { SeriesService } from './series.service.js';
export { type TrailFilter, TrailQueries, type TrailSubjects } from './trail.queries.js';
export { Edition, FORMATS, type Format, type ParticipantFigures, type Venue } from './entities/edition.entity.js';
export { DOCUMENT_KINDS, type DocumentKind, EditionDocument } from './entities/edition-document.entity.js';
export { StoredFile } from './entities/stored-file.entity.js';
export { Series, SERIES_KINDS, type SeriesKind } from './entities/series.entity.js';
export { MEMBER_ROLES, type MemberRole, SeriesMember } from './entities/series-member.entity.js';
export { type EditionAction, type EditionStatus, EDITION_STATUSES, possibleActions } from './domain/edition-state.js';
export {
  checklist,
  CHECKLIST_ITEMS,
  type ChecklistDetail,
  type ChecklistItem,
  type ChecklistItemName,
  type PartName,
} from './domain/checklist.js';
export { type EditionText, TEXT_PLACES, type TextPlace, textsOf } from './domain/edition-texts.js';
export { type LeftOverMention, MENTION_KINDS, type MentionKind } from './domain/left-over-mentions.js';
export {
  type DueDeliveries,
  RESCHEDULE_OUTCOMES,
  type RescheduledDeliveries,
  type RescheduleOutcome,
  type ScheduledSession,
} from './domain/reschedule-preview.js';
export { type ClockAdjustment, type EditionSpan, shiftedSpan } from './domain/wall-shift.js';
export { documentPath } from './domain/document-path.js';
export { cityOfEdition } from './domain/place.js';
export { type HostRecord, hostRecords, hostSlugs, isHeld } from './domain/host-record.js';
export { readInstant } from './domain/schedule.js';
export { type Gap, timeline, type TimelineEntry } from './domain/timeline.js';
export { TooManyDocuments } from './domain/documents.errors.js';
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
  CLONE_PARTS,
  type ClonePart,
  EditionCancelled,
  EditionCloned,
  EditionCompleted,
  EditionPostponed,
  EditionPublished,
  EditionRescheduled,
} from './domain/editions.events.js';
export {
  CancelEditionInput,
  CloneEditionInput,
  CreateEditionInput,
  PARTNER_ROLES,
  RescheduleEditionInput,
  UpdateEditionInput,
} from './inputs/edition.input.js';
export { CreateMemberInput, CreateSeriesInput, UpdateMemberInput, UpdateSeriesInput } from './inputs/series.input.js';
export { CreateDocumentInput, UpdateDocumentInput, UploadDocumentInput } from './inputs/document.input.js';
