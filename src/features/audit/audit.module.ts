import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditQueries } from './audit.queries.js';
import { AuditService } from './audit.service.js';

@Module({ imports: [AccountsModule], providers: [AuditQueries, AuditService], exports: [AuditQueries, AuditService] })
export class AuditModule {}
