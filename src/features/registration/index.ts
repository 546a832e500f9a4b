export { RegistrationModule } from './registration.module.js';
export { CategoriesService } from './categories.service.js';
export {
  type CheckInCounters,
  type CheckInMark,
  type CheckInPerson,
  CheckInQueries,
  type DeviceEntry,
  type DeviceList,
  type ScanAnswer,
  ticketPrint,
} from './check-in.queries.js';
export { CheckInService } from './check-in.service.js';
export { WalkInService } from './walk-in.service.js';
export {
  readReference,
  readScanned,
  SCAN_KINDS,
  SCAN_OUTCOMES,
  SCAN_REASONS,
  type ScanOutcome,
  type ScanReason,
} from './domain/check-in.js';
export { AlreadyCheckedIn, NonceTaken, NotCheckedIn, ScanTooOld } from './domain/check-in.errors.js';
export { CheckInInput, DeviceListRequest, ScansInput, WalkInInput } from './inputs/check-in.input.js';
export { type Admitted, type Origin, type Outcome } from './admissions.js';
export { type Decision, DecisionsService } from './decisions.service.js';
export { PoolsService } from './pools.service.js';
export { RegistrationService, UNDO_MS } from './registration.service.js';
export {
  type CategoryDetails,
  type PoolDetails,
  type RegistrationDetails,
  RegistrationQueries,
} from './registration.queries.js';
export { ATTENDANCES, type Attendance, Category } from './entities/category.entity.js';
export { CategoryQuota } from './entities/category-quota.entity.js';
export { PlacePool } from './entities/place-pool.entity.js';
export { Registration } from './entities/registration.entity.js';
export {
  REGISTRATION_SOURCES,
  REGISTRATION_STATUSES,
  type RegistrationSource,
  type RegistrationStatus,
} from './domain/registration-status.js';
export { type Admission } from './domain/admission.js';
export { inRuns, type RegistrationDay } from './domain/registrations-by-day.js';
export {
  AdmissionBusy,
  AlreadyCancelled,
  AlreadyRegistered,
  CategoryInUse,
  DeadLink,
  InvitationRequired,
  InvitationUsed,
  OthersFirst,
  PoolInUse,
  QuotaFull,
  RegistrationClosed,
  SoldOut,
  TooLateToUndo,
  TooManyBadges,
  TooManyLinkRequests,
  WrongStatus,
} from './domain/registration.errors.js';
export {
  CategoriesCopied,
  type Move,
  type MoveReason,
  RegistrationChanged,
  RegistrationErased,
  RegistrationRepeated,
  RegistrationsMoved,
} from './domain/registration.events.js';
export { ChangeCategoryInput, DecisionInput } from './inputs/decision.input.js';
export {
  CreateCategoryInput,
  CreatePoolInput,
  RegisterInput,
  UpdateCategoryInput,
  UpdatePoolInput,
  UpdateRegistrationInput,
} from './inputs/registration.input.js';
export {
  EXPORT_FORMATS,
  type ExportFormat,
  REGISTRATION_SORTS,
  RegistrationFilter,
  RegistrationSelection,
  type RegistrationSort,
  SortedSelection,
} from './inputs/registration-filter.js';
export { registrationFilterSql } from './registration-filter-sql.js';
export { type RegisteredInstitution, RegistrationLists } from './registration-lists.queries.js';
export { type ExportRequest, type OpenExport, RegistrationExport } from './registration-export.js';
export { type AnswerWords, answerText } from './domain/answer-words.js';
export { BulkActions } from './bulk-actions.js';
export {
  addOutcome,
  BULK_ACTIONS,
  BULK_OUTCOMES,
  type BulkAction,
  type BulkCounts,
  type BulkOutcome,
} from './domain/bulk-outcome.js';
export { BulkDecisions } from './bulk-decisions.service.js';
export { DelegationsService } from './delegations.service.js';
export { type Delegate, type InvitationDetails, InvitationQueries } from './invitation.queries.js';
export { type DelegateLine, MOST_LIST_BYTES, readDelegateLines, readInvitationList } from './invitation-list.js';
export { type InvitedRow, InvitationsService } from './invitations.service.js';
export { type CheckedPerson } from './invited-people.js';
export {
  type ApplicationFile,
  type OpenDecisions,
  type OpenOffer,
  type Review,
  ReviewQueries,
} from './review.queries.js';
export {
  INVITATION_KINDS,
  INVITATION_STATES,
  type InvitationKind,
  type InvitationState,
  type ListedPerson,
  MOST_DELEGATES,
  MOST_INVITED,
  type RowProblem,
} from './domain/invitation.js';
export {
  AlreadyInvited,
  EditionNotOn,
  InvitationNotOpen,
  InviteeRegistered,
  NoQuota,
} from './domain/invitation.errors.js';
export { InvitationsIssued } from './domain/invitation.events.js';
export { Invitation } from './entities/invitation.entity.js';
export { DecideManyInput, MOST_DECIDED } from './inputs/decide-many.input.js';
export { DelegateInput } from './inputs/delegate.input.js';
export {
  InvitationFilter,
  InvitationsInput,
  InviteInput,
  InviteListInput,
  RemindInput,
} from './inputs/invitation.input.js';
export { AnswerErasure } from './answer-erasure.js';
export { AnswerFileSweep } from './answer-file-sweep.js';
export { ANSWER_FILE_LIMIT, type AnswerFile, AnswerFiles } from './answer-files.js';
export { EraseAnswers, LapseOffers } from './registration.jobs.js';
export { QuestionQueries } from './questions.queries.js';
export { type QuestionRemoval, QuestionsService } from './questions.service.js';
export { Question } from './entities/question.entity.js';
export { checkAnswers, isConditionMet } from './domain/answers.js';
export { MAX_FILES, MAX_LONG_TEXT, MAX_TEXT } from './domain/answer-values.js';
export { type AskedQuestion, QUESTION_KINDS, type QuestionKind, type QuestionOption } from './domain/question.js';
export { type AnsweredQuestion, QuestionWordings } from './domain/question-wordings.js';
export {
  QuestionAnswered,
  QuestionNeeded,
  TooManyFiles,
  TooManyQuestions,
  UnknownFile,
} from './domain/question.errors.js';
export { CreateQuestionInput, ReorderQuestionsInput, UpdateQuestionInput } from './inputs/question.input.js';
export { BADGES_AT_ONCE, BadgesService } from './badges.service.js';
export { BADGES_TASK } from './badges.task.js';
export { BADGE_FORMATS, BADGE_SIZES, type BadgeFormat } from './domain/badges.js';
export { BadgesInput } from './inputs/badges.input.js';
export { ErasureService } from './erasure.service.js';
export { type HolderData, HolderDataQueries } from './holder-data.queries.js';
export { LostLinkInput } from './inputs/lost-link.input.js';
export { LostLinkService } from './lost-link.service.js';
export { Tickets } from './tickets.js';
export { type TicketWords } from './ticket-sheet.js';
export { EditionTasks, type TaskDetails } from './edition-tasks.js';
export { IMPORT_FATES, type ImportFate } from './domain/import-fates.js';
export { type ImportProblem } from './domain/import-cells.js';
export {
  type FileProblem,
  IMPORT_ENCODINGS,
  type ImportEncoding,
  MAX_IMPORT_ROWS,
  UnreadableImport,
} from './import-file.js';
export { type ForeseenRow, type ImportPreview, PREVIEWED_ROWS } from './import-previews.js';
export { type EncodingChoice, type PreparedImport, RegistrationImport } from './registration-import.service.js';
export { IMPORT_MODES, ImportInput, type ImportMode } from './inputs/import.input.js';
export { type ErrorWords, PLAIN_WORDS, type TaskErrorRow, writeErrors } from './task-errors.js';
