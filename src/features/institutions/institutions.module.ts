import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { InstitutionQueries } from './institutions.queries.js';
import { InstitutionSearch } from './institution-search.js';
import { InstitutionsService } from './institutions.service.js';
import { MergeService } from './merge.service.js';
import { NamesService } from './names.service.js';

@Module({
  imports: [AccountsModule, AuditModule],
  providers: [InstitutionQueries, InstitutionSearch, InstitutionsService, MergeService, NamesService],
  exports: [InstitutionQueries, InstitutionsService, MergeService, NamesService],
})
export class InstitutionsModule {}
