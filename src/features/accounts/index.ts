export { Prune } from './accounts.jobs.js';
export { AccountsModule } from './accounts.module.js';
export { AccountLinksService, type LinkDetails } from './account-links.service.js';
export { AccountsService } from './accounts.service.js';
export { Attempts } from './attempts.js';
export { type FormDraft, FormDrafts } from './form-drafts.service.js';
export { type LinkFacts, LinkRows } from './link-rows.js';
export { type OpenedSession, type Origin } from './open-sessions.js';
export { type PeopleFilter, type PersonDetails, type RoleDetails } from './people.queries.js';
export { type NewPerson, PeopleService } from './people.service.js';
export { type Profile, ProfileService } from './profile.service.js';
export { RolesService } from './roles.service.js';
export { type SessionDetails, SessionsService } from './sessions.service.js';
export { type TokenDetails, TokensService } from './tokens.service.js';
export { LINK_LIFE, whyShut } from './domain/account-links.js';
export {
  AccountLinkIssued,
  type AccountLinkPurpose,
  type AccountsAction,
  AccountsChanged,
} from './domain/accounts.events.js';
export {
  AlreadyAccepted,
  DuplicateAccount,
  DuplicateRole,
  LastAdministrator,
  LinkGone,
  NoSecondFactor,
  NotAllowed,
  SecondFactorActive,
  SecondFactorRequired,
  SessionRequired,
  SignInRequired,
  TooManyAttempts,
  TooManySignIns,
  WrongCode,
  WrongCredentials,
} from './domain/accounts.errors.js';
export { networkOf } from './domain/limits.js';
export { PASSWORD_LENGTH } from './domain/password-rules.js';
export { type AccountActor, type Permission, requireAccount, scopesWith } from './domain/permissions.js';
export { mayGive } from './domain/roles.js';
export {
  AcceptInvitationInput,
  AskForLinkInput,
  CreateTokenInput,
  ResetPasswordInput,
  SignInInput,
} from './inputs/accounts.input.js';
export {
  ChangePasswordInput,
  ChangeRoleInput,
  CodeInput,
  CreateAccountInput,
  GrantRoleInput,
  ProfileInput,
  UpdateAccountInput,
} from './inputs/people.input.js';
