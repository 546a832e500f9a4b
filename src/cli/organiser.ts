import { type INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../features/accounts/index.js';
import { normaliseEmail } from '../kernel/email-address.js';
import { type Config, remembered } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { checkPassword } from '../platform/security/passwords.js';
import { newReference } from '../platform/security/tokens.js';

const EMAIL = 'organiser@symposia.example';

/** How to sign in, line by line for people; makes the administrator of a first try where none is configured. */
export async function organiserSignIn(app: INestApplicationContext, config: Config): Promise<string[]> {
  if (config.admin) {
    const { email, password } = config.admin;
    return (await opens(app, email, password)) ? [email, 'with the password of ADMIN_PASSWORD'] : OTHER_CREDENTIALS;
  }
  if (config.production) return ['with an administrator; ADMIN_EMAIL and ADMIN_PASSWORD make the first one'];
  const password = remembered(config.dataDir, 'organiser-password', newPassword);
  await app.get(AccountsService).ensureAdministrator(EMAIL, password);
  return (await opens(app, EMAIL, password)) ? [EMAIL, `password ${password}`] : OTHER_CREDENTIALS;
}

const OTHER_CREDENTIALS = ['as the administrator there is, with the password given back then'];

/** 80 bits in groups of four, for typing from a terminal. */
export const newPassword = () => `${newReference()}-${newReference()}`.toLowerCase();

/** Does the password open the account? Looks without signing in, which would stand in the audit trail at every start. */
async function opens(app: INestApplicationContext, email: string, password: string): Promise<boolean> {
  const [account] = await app
    .get(Database)
    .query<{ hash: string | null }>(
      'SELECT password_hash AS hash FROM account WHERE email = $1 AND disabled_at IS NULL',
      [normaliseEmail(email)],
    );
  return checkPassword(account?.hash ?? null, password);
}
