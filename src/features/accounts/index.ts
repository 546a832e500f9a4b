export { Prune } from './accounts.jobs.js';
export { AccountsModule } from './accounts.module.js';
export { type AccountActor, AccountsService, type Origin } from './accounts.service.js';
export { AccountCreated, SignedIn, TokenCreated } from './domain/accounts.events.js';
export { NotAllowed, SignInRequired, TooManySignIns, WrongCredentials } from './domain/accounts.errors.js';
export { type Permission } from './domain/permissions.js';
export { CreateTokenInput, SignInInput } from './inputs/accounts.input.js';
