import { type INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../features/accounts/index.js';
import { type Config, remembered } from '../platform/config/config.js';
import { newReference } from '../platform/security/tokens.js';

const EMAIL = 'organiser@symposia.example';

/** How to sign in, line by line for people; makes the administrator of a first try where none is configured. */
export async function organiserSignIn(app: INestApplicationContext, config: Config): Promise<string[]> {
  if (config.admin) {
    const { email, password } = config.admin;
    return (await app.get(AccountsService).opens(email, password))
      ? [email, 'with the password of ADMIN_PASSWORD']
      : OTHER_CREDENTIALS;
  }
  if (config.production) return ['with an administrator; ADMIN_EMAIL and ADMIN_PASSWORD make the first one'];
  const password = remembered(config.dataDir, 'organiser-password', newPassword);
  const accounts = app.get(AccountsService);
  await accounts.ensureAdministrator(EMAIL, password);
  return (await accounts.opens(EMAIL, password)) ? [EMAIL, `password ${password}`] : OTHER_CREDENTIALS;
}

const OTHER_CREDENTIALS = ['as the administrator there is, with the password given back then'];

/** 80 bits in groups of four, for typing from a terminal. */
export const newPassword = () => `${newReference()}-${newReference()}`.toLowerCase();
