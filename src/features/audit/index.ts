export { AuditModule } from './audit.module.js';
export {
  type AuditEntryView,
  type AuditFilter,
  AuditQueries,
  type AuditReach,
  type ObjectChange,
} from './audit.queries.js';
export { type AuditRecord, AuditService } from './audit.service.js';
export { partOf } from './domain/changes.js';
