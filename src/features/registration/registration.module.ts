import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { AdmissionFacts } from './admission-facts.js';
import { Admissions } from './admissions.js';
import { BulkDecisions } from './bulk-decisions.service.js';
import { AnswerErasure } from './answer-erasure.js';
import { AnswerFileSweep } from './answer-file-sweep.js';
import { AnswerFiles } from './answer-files.js';
import { BadgeAccess } from './badge-access.js';
import { BadgesService } from './badges.service.js';
import { BadgesTask } from './badges.task.js';
import { BulkActions } from './bulk-actions.js';
import { CategoriesOfEdition } from './categories-of-edition.js';
import { CategoriesService } from './categories.service.js';
import { CategoryAccess } from './category-access.js';
import { CheckInDesk } from './check-in-desk.js';
import { CheckInQueries } from './check-in.queries.js';
import { CheckInService } from './check-in.service.js';
import { DecisionsService } from './decisions.service.js';
import { DecideTask } from './decide.task.js';
import { DelegationsService } from './delegations.service.js';
import { EditionTasks } from './edition-tasks.js';
import { ExportTask } from './export.task.js';
import { ImportAccess, ImportSources } from './import-access.js';
import { ImportFiles } from './import-files.js';
import { ImportLookups } from './import-lookups.js';
import { ImportPreviews } from './import-previews.js';
import { ImportReader } from './import-reader.js';
import { ImportTask } from './import.task.js';
import { ErasureService, ErasureSources } from './erasure.service.js';
import { HolderDataQueries } from './holder-data.queries.js';
import { InvitationAccess } from './invitation-access.js';
import { InvitationQueries } from './invitation.queries.js';
import { InvitationsService } from './invitations.service.js';
import { InvitedPeople } from './invited-people.js';
import { LostLinkService } from './lost-link.service.js';
import { MergedInstitutions } from './merged-institutions.js';
import { PoolsService } from './pools.service.js';
import { QuestionQueries } from './questions.queries.js';
import { QuestionsOfEdition } from './questions-of-edition.js';
import { QuestionsService } from './questions.service.js';
import { RegistrationAccess } from './registration-access.js';
import { ExportSources, RegistrationExport } from './registration-export.js';
import { RegistrationImport } from './registration-import.service.js';
import { RegistrationLists } from './registration-lists.queries.js';
import { RegistrationQueries } from './registration.queries.js';
import { RegistrationService } from './registration.service.js';
import { ReviewQueries } from './review.queries.js';
import { Tickets } from './tickets.js';
import { WalkInService } from './walk-in.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, InstitutionsModule],
  providers: [
    BulkDecisions,
    DelegationsService,
    InvitationAccess,
    InvitationQueries,
    InvitationsService,
    InvitedPeople,
    ReviewQueries,
    AdmissionDesk,
    AdmissionFacts,
    Admissions,
    AnswerErasure,
    AnswerFileSweep,
    AnswerFiles,
    BadgeAccess,
    BadgesService,
    BadgesTask,
    BulkActions,
    DecideTask,
    EditionTasks,
    ExportTask,
    ImportAccess,
    ImportFiles,
    ImportLookups,
    ImportPreviews,
    ImportReader,
    ImportSources,
    ImportTask,
    RegistrationImport,
    CategoriesOfEdition,
    CategoriesService,
    CategoryAccess,
    CheckInDesk,
    CheckInQueries,
    CheckInService,
    DecisionsService,
    ErasureService,
    ErasureSources,
    HolderDataQueries,
    LostLinkService,
    MergedInstitutions,
    PoolsService,
    QuestionQueries,
    QuestionsOfEdition,
    QuestionsService,
    RegistrationAccess,
    ExportSources,
    RegistrationExport,
    RegistrationLists,
    RegistrationQueries,
    RegistrationService,
    Tickets,
    WalkInService,
  ],
  exports: [
    AnswerErasure,
    AnswerFileSweep,
    AnswerFiles,
    QuestionQueries,
    QuestionsService,
    EditionTasks,
    RegistrationImport,
    BulkActions,
    BulkDecisions,
    DelegationsService,
    InvitationQueries,
    InvitationsService,
    ReviewQueries,
    CategoriesService,
    CheckInQueries,
    CheckInService,
    RegistrationExport,
    RegistrationLists,
    DecisionsService,
    PoolsService,
    RegistrationQueries,
    RegistrationService,
    BadgesService,
    ErasureService,
    HolderDataQueries,
    LostLinkService,
    Tickets,
    WalkInService,
  ],
})
export class RegistrationModule {}
