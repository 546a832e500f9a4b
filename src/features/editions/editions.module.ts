import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { EditionQueries } from './editions.queries.js';
import { EditionsService } from './editions.service.js';
import { SeriesService } from './series.service.js';

@Module({
  imports: [AccountsModule, AuditModule, InstitutionsModule],
  providers: [EditionQueries, EditionsService, SeriesService],
  exports: [EditionQueries, EditionsService, SeriesService],
})
export class EditionsModule {}
