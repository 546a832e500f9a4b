export { InstitutionsModule } from './institutions.module.js';
export { InstitutionsService } from './institutions.service.js';
export { type FormerName, type InstitutionDetails, InstitutionQueries } from './institutions.queries.js';
export { MergeService } from './merge.service.js';
export { NamesService } from './names.service.js';
export { Institution } from './entities/institution.entity.js';
export { DuplicateNameYear, DuplicateSlug, InstitutionInUse } from './domain/institutions.errors.js';
export { InstitutionChanged, InstitutionMerged } from './domain/institutions.events.js';
export {
  CreateInstitutionInput,
  CreateNameInput,
  MergeInstitutionInput,
  UpdateInstitutionInput,
  UpdateNameInput,
} from './inputs/institution.input.js';
