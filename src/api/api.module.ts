import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { FeaturesModule } from '../features.module.js';
import { IdempotencyInterceptor } from '../platform/http/idempotency.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { LinksController } from './accounts/links.controller.js';
import { RolePlaces } from './accounts/role-places.js';
import { RolesController } from './accounts/roles.controller.js';
import { SessionController } from './accounts/session.controller.js';
import { TokensController } from './accounts/tokens.controller.js';
import { EtagInterceptor } from './answers.js';
import { AuditController } from './audit/audit.controller.js';
import { DocumentationController, OpenApiDocument } from './documentation.controller.js';
import { describeUpload, DocumentUploads } from './editions/document-uploads.js';
import { DocumentsController } from './editions/documents.controller.js';
import { EditionPreparationController } from './editions/edition-preparation.controller.js';
import { EditionsController } from './editions/editions.controller.js';
import { SeriesController } from './editions/series.controller.js';
import { InstitutionsController } from './institutions/institutions.controller.js';
import { NamesController } from './institutions/names.controller.js';
import { StreamsController } from './livestreams/streams.controller.js';
import { DeliveriesController } from './messaging/deliveries.controller.js';
import { ReminderRulesController } from './messaging/reminder-rules.controller.js';
import { ProgrammeController } from './programme/programme.controller.js';
import { RoomsController } from './programme/rooms.controller.js';
import { ProgrammeSessionsController } from './programme/sessions.controller.js';
import { SpeakersController } from './programme/speakers.controller.js';
import { TracksController } from './programme/tracks.controller.js';
import { BulkDecisionsController } from './registration/bulk-decisions.controller.js';
import { AnswerFilesController, describeAnswerFiles } from './registration/answer-files.controller.js';
import { CategoriesController } from './registration/categories.controller.js';
import { InvitationsController } from './registration/invitations.controller.js';
import { CheckInController } from './registration/check-in.controller.js';
import { DecisionsController } from './registration/decisions.controller.js';
import { PersonalDataController } from './registration/personal-data.controller.js';
import { PoolsController } from './registration/pools.controller.js';
import { QuestionsController } from './registration/questions.controller.js';
import { RegistrationsController } from './registration/registrations.controller.js';
import { describeExports, RegistrationsListController } from './registration/registrations-list.controller.js';
import { ImportsController } from './tasks/imports.controller.js';
import { describeTaskFiles, TasksController } from './tasks/tasks.controller.js';
import { SearchController } from './search/search.controller.js';

/** The REST API under `/api/v1`, described at `/api/openapi.json` and readable at `/api/docs`. */
@Module({
  imports: [FeaturesModule],
  controllers: [
    AccountsController,
    AnswerFilesController,
    AuditController,
    BulkDecisionsController,
    CategoriesController,
    CheckInController,
    DeliveriesController,
    DocumentationController,
    DocumentsController,
    EditionPreparationController,
    EditionsController,
    ImportsController,
    InstitutionsController,
    InvitationsController,
    LinksController,
    NamesController,
    DecisionsController,
    PersonalDataController,
    PoolsController,
    ProgrammeController,
    ProgrammeSessionsController,
    QuestionsController,
    RegistrationsController,
    RegistrationsListController,
    ReminderRulesController,
    RolesController,
    RoomsController,
    SearchController,
    SeriesController,
    SessionController,
    SpeakersController,
    StreamsController,
    TasksController,
    TokensController,
    TracksController,
  ],
  providers: [
    DocumentUploads,
    OpenApiDocument,
    RolePlaces,
    // The outer one first: what is remembered for a key is the finished answer.
    { provide: APP_INTERCEPTOR, useExisting: IdempotencyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
  ],
})
export class ApiModule {}

/** The part of an operation that is written anew: the library knows one media type for all answers. */
interface Documented {
  responses: Record<string, { content: Record<string, object> }>;
}

/** Generates the OpenAPI document from the running application's own routes and schemas. */
export function setUpApi(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Symposia')
    .setDescription('Series and editions, programme, registration, livestreams and reminders.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  for (const path of Object.keys(document.paths)) if (!path.startsWith('/api/v1')) delete document.paths[path];
  for (const path of Object.values(document.paths)) {
    for (const { responses } of Object.values(path) as Documented[]) {
      const problem = responses['default']!;
      problem.content = { 'application/problem+json': problem.content['application/json']! };
    }
  }
  describeUpload(document);
  describeTaskFiles(document);
  describeExports(document);
  describeAnswerFiles(document);
  app.get(OpenApiDocument).document = document;
  return document;
}
