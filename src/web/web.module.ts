import { Module } from '@nestjs/common';
import { FeaturesModule } from '../features.module.js';
import { ErrorPages } from '../platform/http/error.filter.js';
import { LinksController } from './account/links.controller.js';
import { ProfileController } from './account/profile.controller.js';
import { SecondFactorController } from './account/second-factor.controller.js';
import { SignInController } from './account/sign-in.controller.js';
import { TimeZoneController } from './account/time-zone.controller.js';
import { TokensController } from './account/tokens.controller.js';
import { AssetsController } from './assets.controller.js';
import { AssetFiles } from './assets.js';
import { DelegationController } from './attendee/delegation.controller.js';
import { FormFiles } from './attendee/form-files.js';
import { FormKeys } from './attendee/form-keys.js';
import { HolderDesk, HolderLookup } from './attendee/holder-desk.js';
import { HolderAnswers, HolderFacts } from './attendee/holder-facts.js';
import { HolderFilesController } from './attendee/holder-files.controller.js';
import { HolderPages } from './attendee/holder-pages.js';
import { HolderPersonal } from './attendee/holder-personal.js';
import { HolderController } from './attendee/holder.controller.js';
import { JoinController } from './attendee/join.controller.js';
import { LivePages } from './attendee/live-pages.js';
import { LostLinkController } from './attendee/lost-link.controller.js';
import { RegisterController } from './attendee/register.controller.js';
import { RegisterDesk } from './attendee/register-desk.js';
import { RegisterPages } from './attendee/register-pages.js';
import { TicketFiles } from './attendee/ticket-files.js';
import { TicketController } from './attendee/ticket.controller.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { ArchiveController } from './organiser/archive/archive.controller.js';
import { ArchivePages } from './organiser/archive/archive-pages.js';
import { UploadController } from './organiser/archive/upload.controller.js';
import { AuditPagesController } from './organiser/audit/audit.controller.js';
import { AuditPages } from './organiser/audit/audit-pages.js';
import { CheckInPagesController } from './organiser/check-in/check-in.controller.js';
import { CheckInWorkerController } from './organiser/check-in/check-in-worker.controller.js';
import { CheckInPages } from './organiser/check-in/check-in-pages.js';
import { DetailsController } from './organiser/details/details.controller.js';
import { DetailsPages } from './organiser/details/details-pages.js';
import { ApplicationPages } from './organiser/applications/application-pages.js';
import { ApplicationsController } from './organiser/applications/applications.controller.js';
import { InvitationDesk } from './organiser/invitations/invitation-desk.js';
import { InvitationPagesController } from './organiser/invitations/invitations.controller.js';
import { InviteController } from './organiser/invitations/invite.controller.js';
import { EditionMaker } from './organiser/edition-maker.js';
import { EditionParts } from './organiser/edition-parts.js';
import { ConsoleForms } from './organiser/forms/console-forms.js';
import { DraftsController } from './organiser/forms/drafts.controller.js';
import { CategoryPagesController } from './organiser/parts/categories.controller.js';
import { CategoryPlans } from './organiser/parts/category-plans.js';
import { PoolPagesController } from './organiser/places/pools.controller.js';
import { ClonePagesController } from './organiser/parts/clone.controller.js';
import { EditionDesk } from './organiser/parts/edition-desk.js';
import { EditionListPages } from './organiser/parts/edition-list-pages.js';
import { ReminderPages } from './organiser/parts/reminder-pages.js';
import { ReminderPagesController } from './organiser/parts/reminders.controller.js';
import { SchedulePagesController } from './organiser/parts/schedule.controller.js';
import { StreamPagesController } from './organiser/parts/streams.controller.js';
import { InstitutionListController } from './organiser/institutions/institution-list.controller.js';
import { InstitutionPlans } from './organiser/institutions/institution-plans.js';
import { InstitutionWork } from './organiser/institutions/institution-work.js';
import { InstitutionDeskController } from './organiser/institutions/institutions.controller.js';
import { FormerNamesController } from './organiser/institutions/names.controller.js';
import { SeriesListController } from './organiser/institutions/series-list.controller.js';
import { SeriesPlans } from './organiser/institutions/series-plans.js';
import { SeriesDeskController } from './organiser/institutions/series.controller.js';
import { ListPages } from './organiser/list-pages.js';
import { ListsController } from './organiser/lists.controller.js';
import { BadgesController } from './organiser/registrations/badges.controller.js';
import { OrganiseController } from './organiser/organise.controller.js';
import { ImportPages } from './organiser/registrations/import-pages.js';
import { ImportPagesController } from './organiser/registrations/import.controller.js';
import { TaskPagesController } from './organiser/tasks/tasks.controller.js';
import { QuestionPages } from './organiser/questions/question-pages.js';
import { QuestionPagesController } from './organiser/questions/questions.controller.js';
import { OverviewFigures } from './organiser/overview-figures.js';
import { OverviewPages } from './organiser/overview-pages.js';
import { EditionPeopleController } from './organiser/people/edition-people.controller.js';
import { PeoplePages } from './organiser/people/people-pages.js';
import { PeoplePlaces } from './organiser/people/people-places.js';
import { PeopleController } from './organiser/people/people.controller.js';
import { PersonRolesController } from './organiser/people/roles.controller.js';
import { EditPlans } from './organiser/registrations/edit-plans.js';
import { RegistrationActs } from './organiser/registrations/registration-acts.js';
import { RegistrationActsController } from './organiser/registrations/registration-acts.controller.js';
import { RegistrationDetailController } from './organiser/registrations/registration-detail.controller.js';
import { RegistrationDetailPages } from './organiser/registrations/registration-detail-pages.js';
import { RegistrationHistory } from './organiser/registrations/registration-history.js';
import { RegistrationListController } from './organiser/registrations/registration-list.controller.js';
import { RegistrationListPages } from './organiser/registrations/registration-list-pages.js';
import { RegistrationWork } from './organiser/registrations/registration-work.js';
import { PageErrors } from './page-errors.js';
import { Pages } from './pages.js';
import { DocumentsController } from './public/documents.controller.js';
import { EventController } from './public/event.controller.js';
import { InstitutionPagesController } from './public/institutions/institutions.controller.js';
import { PublicController } from './public/public.controller.js';
import { SeriesPagesController } from './public/series.controller.js';
import { SearchPageController } from './public/search/search.controller.js';

/** The server-rendered pages. */
@Module({
  imports: [FeaturesModule],
  controllers: [
    LinksController,
    ProfileController,
    SecondFactorController,
    SignInController,
    TimeZoneController,
    TokensController,
    ArchiveController,
    AssetsController,
    AuditPagesController,
    ApplicationsController,
    CategoryPagesController,
    PoolPagesController,
    DelegationController,
    InviteController,
    InvitationPagesController,
    CheckInPagesController,
    CheckInWorkerController,
    ClonePagesController,
    DetailsController,
    DocumentsController,
    DraftsController,
    EventController,
    FormerNamesController,
    BadgesController,
    HolderController,
    HolderFilesController,
    InstitutionDeskController,
    InstitutionListController,
    InstitutionPagesController,
    JoinController,
    ListsController,
    LostLinkController,
    MailboxController,
    OrganiseController,
    EditionPeopleController,
    PeopleController,
    PersonRolesController,
    PublicController,
    ImportPagesController,
    QuestionPagesController,
    TaskPagesController,
    RegisterController,
    RegistrationActsController,
    RegistrationDetailController,
    RegistrationListController,
    SeriesDeskController,
    SeriesListController,
    SeriesPagesController,
    SearchPageController,
    ReminderPagesController,
    SchedulePagesController,
    StreamPagesController,
    TicketController,
    UploadController,
  ],
  providers: [
    ApplicationPages,
    InvitationDesk,
    ArchivePages,
    AssetFiles,
    AuditPages,
    CategoryPlans,
    CheckInPages,
    ConsoleForms,
    DetailsPages,
    EditionDesk,
    EditionListPages,
    EditionMaker,
    EditionParts,
    FormFiles,
    FormKeys,
    HolderAnswers,
    HolderDesk,
    HolderFacts,
    HolderLookup,
    HolderPages,
    HolderPersonal,
    InstitutionPlans,
    InstitutionWork,
    ListPages,
    LivePages,
    OverviewFigures,
    OverviewPages,
    Pages,
    PeoplePages,
    PeoplePlaces,
    ImportPages,
    QuestionPages,
    RegisterDesk,
    EditPlans,
    RegisterPages,
    RegistrationActs,
    RegistrationDetailPages,
    RegistrationHistory,
    RegistrationListPages,
    RegistrationWork,
    SeriesPlans,
    ReminderPages,
    TicketFiles,
    { provide: ErrorPages, useClass: PageErrors },
  ],
  exports: [ErrorPages],
})
export class WebModule {}
