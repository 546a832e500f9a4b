import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { InstitutionsService } from './institutions.service.js';

@Module({ imports: [AccountsModule, AuditModule], providers: [InstitutionsService], exports: [InstitutionsService] })
export class InstitutionsModule {}
