import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { DocumentFiles } from './document-files.js';
import { DocumentQueries } from './documents.queries.js';
import { DocumentSearch } from './document-search.js';
import { DocumentsService } from './documents.service.js';
import { EditionAccess } from './edition-access.js';
import { EditionChecklist } from './edition-checklist.js';
import { EditionCloning } from './edition-cloning.service.js';
import { EditionExtensions } from './edition-extensions.js';
import { EditionLifecycle } from './edition-lifecycle.service.js';
import { EditionMentions } from './edition-mentions.js';
import { EditionQueries } from './editions.queries.js';
import { EditionSearch } from './edition-search.js';
import { EditionsService } from './editions.service.js';
import { InstitutionHistory } from './institution-history.js';
import { MergedInstitutions } from './merged-institutions.js';
import { ReschedulePreviews } from './reschedule-previews.js';
import { SearchQueries } from './search.queries.js';
import { SeriesService } from './series.service.js';
import { TrailQueries } from './trail.queries.js';

@Module({
  imports: [AccountsModule, AuditModule, InstitutionsModule],
  providers: [
    DocumentFiles,
    DocumentQueries,
    DocumentSearch,
    DocumentsService,
    EditionAccess,
    EditionChecklist,
    EditionCloning,
    EditionExtensions,
    EditionLifecycle,
    EditionMentions,
    EditionQueries,
    EditionSearch,
    InstitutionHistory,
    MergedInstitutions,
    ReschedulePreviews,
    EditionsService,
    SearchQueries,
    SeriesService,
    TrailQueries,
  ],
  exports: [
    DocumentFiles,
    DocumentQueries,
    DocumentsService,
    EditionChecklist,
    EditionCloning,
    EditionExtensions,
    EditionMentions,
    EditionQueries,
    InstitutionHistory,
    ReschedulePreviews,
    EditionsService,
    SearchQueries,
    SeriesService,
    TrailQueries,
  ],
})
export class EditionsModule {}
