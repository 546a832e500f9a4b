import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { MergedInstitutions } from './merged-institutions.js';
import { ProgrammeDesk } from './programme-desk.js';
import { ProgrammeOfEdition } from './programme-of-edition.js';
import { ProgrammeQueries } from './programme.queries.js';
import { ReleaseQueries } from './releases.queries.js';
import { ReleasesService } from './releases.service.js';
import { RoomsService } from './rooms.service.js';
import { ProgrammeSessionsService } from './sessions.service.js';
import { SpeakersService } from './speakers.service.js';
import { TracksService } from './tracks.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, InstitutionsModule],
  providers: [
    MergedInstitutions,
    ProgrammeDesk,
    ProgrammeOfEdition,
    ProgrammeQueries,
    ProgrammeSessionsService,
    ReleaseQueries,
    ReleasesService,
    RoomsService,
    SpeakersService,
    TracksService,
  ],
  exports: [
    ProgrammeQueries,
    ProgrammeSessionsService,
    ReleaseQueries,
    ReleasesService,
    RoomsService,
    SpeakersService,
    TracksService,
  ],
})
export class ProgrammeModule {}
