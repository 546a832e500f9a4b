import { Module } from '@nestjs/common';
import { AccountsModule } from './features/accounts/index.js';
import { AuditModule } from './features/audit/index.js';
import {
  Edition,
  EditionDocument,
  EditionsModule,
  Series,
  SeriesMember,
  StoredFile,
} from './features/editions/index.js';
import { Institution, InstitutionsModule } from './features/institutions/index.js';
import { LivestreamsModule, Stream, StreamMirror } from './features/livestreams/index.js';
import { MessagingModule, ReminderRule } from './features/messaging/index.js';
import {
  ProgrammeModule,
  ProgrammeRelease,
  ProgrammeSession,
  Room,
  Speaker,
  Track,
} from './features/programme/index.js';
import {
  Category,
  CategoryQuota,
  Invitation,
  PlacePool,
  Question,
  Registration,
  RegistrationModule,
} from './features/registration/index.js';

const FEATURES = [
  AccountsModule,
  AuditModule,
  InstitutionsModule,
  EditionsModule,
  ProgrammeModule,
  RegistrationModule,
  LivestreamsModule,
  MessagingModule,
];

/** Every feature, in every process: one left out would not hear the events of the others. */
@Module({ imports: FEATURES, exports: FEATURES })
export class FeaturesModule {}

/** Every entity of every feature. */
export const ENTITIES = [
  Institution,
  Series,
  SeriesMember,
  Edition,
  StoredFile,
  EditionDocument,
  Room,
  Track,
  Speaker,
  ProgrammeSession,
  ProgrammeRelease,
  PlacePool,
  Category,
  CategoryQuota,
  Invitation,
  Registration,
  Question,
  Stream,
  StreamMirror,
  ReminderRule,
];
