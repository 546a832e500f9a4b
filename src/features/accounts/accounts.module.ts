import { Module } from '@nestjs/common';
import { AccountKeys } from './account-keys.js';
import { AccountLinksService } from './account-links.service.js';
import { AccountsService } from './accounts.service.js';
import { Attempts } from './attempts.js';
import { FormDrafts } from './form-drafts.service.js';
import { LinkRows } from './link-rows.js';
import { OpenSessions } from './open-sessions.js';
import { OwnKeys } from './own-keys.js';
import { Passwords } from './passwords.js';
import { PeopleService } from './people.service.js';
import { ProfileService } from './profile.service.js';
import { RolesService } from './roles.service.js';
import { SecondFactor } from './second-factor.js';
import { SessionsService } from './sessions.service.js';
import { SignInChecks } from './sign-in-checks.js';
import { TokensService } from './tokens.service.js';

const SERVICES = [
  AccountLinksService,
  AccountsService,
  Attempts,
  FormDrafts,
  LinkRows,
  PeopleService,
  ProfileService,
  RolesService,
  SessionsService,
  TokensService,
];

@Module({
  providers: [...SERVICES, AccountKeys, OpenSessions, OwnKeys, Passwords, SecondFactor, SignInChecks],
  exports: SERVICES,
})
export class AccountsModule {}
