export { InstitutionsModule } from './institutions.module.js';
export { InstitutionsService } from './institutions.service.js';
export { Institution } from './entities/institution.entity.js';
export { DuplicateSlug, InstitutionInUse } from './domain/institutions.errors.js';
export { CreateInstitutionInput, UpdateInstitutionInput } from './inputs/institution.input.js';
