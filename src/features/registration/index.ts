export { RegistrationModule } from './registration.module.js';
export { CategoriesService } from './categories.service.js';
export { type Admitted, RegistrationService } from './registration.service.js';
export { type CategoryDetails, type RegistrationDetails, RegistrationQueries } from './registration.queries.js';
export { ATTENDANCES, type Attendance, Category } from './entities/category.entity.js';
export { Registration, REGISTRATION_STATUSES, type RegistrationStatus } from './entities/registration.entity.js';
export { type Admission } from './domain/admission.js';
export { inRuns, type RegistrationDay } from './domain/registrations-by-day.js';
export {
  AlreadyCancelled,
  AlreadyRegistered,
  CategoryInUse,
  DeadLink,
  RegistrationClosed,
  SoldOut,
} from './domain/registration.errors.js';
export {
  CategoriesCopied,
  RegistrationCancelled,
  RegistrationChanged,
  RegistrationConfirmed,
  RegistrationRepeated,
} from './domain/registration.events.js';
export {
  CreateCategoryInput,
  RegisterInput,
  RegistrationFilter,
  UpdateCategoryInput,
  UpdateRegistrationInput,
} from './inputs/registration.input.js';
