import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { InstitutionsModule } from '../institutions/index.js';
import { CategoriesService } from './categories.service.js';
import { RegistrationAccess } from './registration-access.js';
import { RegistrationQueries } from './registration.queries.js';
import { RegistrationService } from './registration.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, InstitutionsModule],
  providers: [CategoriesService, RegistrationAccess, RegistrationQueries, RegistrationService],
  exports: [CategoriesService, RegistrationQueries, RegistrationService],
})
export class RegistrationModule {}
