import { TokensService } from '../../src/features/accounts/index.js';
import { type Grant } from '../../src/kernel/actor.js';
import { newId } from '../../src/platform/ids.js';
import { type TestApplication } from '../support/running-application.js';
import { nextNumber } from './tester.js';

/** Somebody with these roles. @returns an API token that may all that they may */
export async function anAccount(application: TestApplication, ...grants: Grant[]): Promise<string> {
  const [id, name] = [newId(), `Account ${nextNumber()}`];
  await application.sql('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [
    id,
    `${name.replace(' ', '-').toLowerCase()}@example.org`,
    name,
  ]);
  for (const { role, scope } of grants) {
    await application.sql('INSERT INTO role_assignment (id, account_id, role, scope) VALUES ($1, $2, $3, $4)', [
      newId(),
      id,
      role,
      scope,
    ]);
  }
  const actor = { kind: 'account' as const, accountId: id, name, grants };
  return (await application.get(TokensService).create(actor, { name: 'tests', scopes: ['read', 'write'] })).token;
}
