import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { CategoriesOfEdition } from './categories-of-edition.js';
import { CategoriesService } from './categories.service.js';
import { MergedInstitutions } from './merged-institutions.js';
import { RegistrationAccess } from './registration-access.js';
import { RegistrationQueries } from './registration.queries.js';
import { RegistrationService } from './registration.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, InstitutionsModule],
  providers: [
    CategoriesOfEdition,
    CategoriesService,
    MergedInstitutions,
    RegistrationAccess,
    RegistrationQueries,
    RegistrationService,
  ],
  exports: [CategoriesService, RegistrationQueries, RegistrationService],
})
export class RegistrationModule {}
