import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditService } from './audit.service.js';

@Module({ imports: [AccountsModule], providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
