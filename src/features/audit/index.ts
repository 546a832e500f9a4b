export { AuditModule } from './audit.module.js';
export { type AuditEntryView, type AuditRecord, AuditService } from './audit.service.js';
