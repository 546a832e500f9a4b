import { type Actor, type Grant } from '../../../kernel/actor.js';
import { may, type Permission } from './permissions.js';

const somebody = (...grants: Grant[]): Actor => ({ kind: 'account', accountId: 'a', name: 'Li', grants });
const EDITION = 'series/1/edition/2';

describe('may', () => {
  it.each<{ who: string; actor: Actor; permission: Permission; scope: string; expected: boolean }>([
    { who: 'anonymous', actor: { kind: 'anonymous' }, permission: 'edition.view', scope: EDITION, expected: false },
    {
      who: 'a holder',
      actor: { kind: 'holder', registrationId: 'r' },
      permission: 'registration.view',
      scope: EDITION,
      expected: false,
    },
    {
      who: 'the system',
      actor: { kind: 'system', name: 'history' },
      permission: 'edition.edit',
      scope: EDITION,
      expected: true,
    },
    { who: 'an account without roles', actor: somebody(), permission: 'edition.view', scope: EDITION, expected: false },
    {
      who: 'a platform administrator',
      actor: somebody({ role: 'administrator', scope: '' }),
      permission: 'institution.edit',
      scope: '',
      expected: true,
    },
    {
      who: 'an organiser of the platform',
      actor: somebody({ role: 'organiser', scope: '' }),
      permission: 'edition.edit',
      scope: EDITION,
      expected: true,
    },
    {
      who: 'an organiser of the series',
      actor: somebody({ role: 'organiser', scope: 'series/1' }),
      permission: 'edition.edit',
      scope: EDITION,
      expected: true,
    },
    {
      who: 'an organiser of the edition',
      actor: somebody({ role: 'organiser', scope: EDITION }),
      permission: 'edition.edit',
      scope: EDITION,
      expected: true,
    },
    {
      who: 'an organiser of another edition',
      actor: somebody({ role: 'organiser', scope: 'series/1/edition/20' }),
      permission: 'edition.edit',
      scope: EDITION,
      expected: false,
    },
    {
      who: 'an organiser of another series',
      actor: somebody({ role: 'organiser', scope: 'series/10' }),
      permission: 'edition.view',
      scope: EDITION,
      expected: false,
    },
    {
      who: 'an organiser of the edition, on its series',
      actor: somebody({ role: 'organiser', scope: EDITION }),
      permission: 'series.edit',
      scope: 'series/1',
      expected: false,
    },
    {
      who: 'a viewer',
      actor: somebody({ role: 'viewer', scope: EDITION }),
      permission: 'registration.view',
      scope: EDITION,
      expected: true,
    },
    {
      who: 'a viewer who would write',
      actor: somebody({ role: 'viewer', scope: EDITION }),
      permission: 'registration.edit',
      scope: EDITION,
      expected: false,
    },
    {
      who: 'check-in staff',
      actor: somebody({ role: 'check_in', scope: EDITION }),
      permission: 'delivery.view',
      scope: EDITION,
      expected: false,
    },
  ])('$who: $permission is $expected', ({ actor, permission, scope, expected }) => {
    expect(may(actor, permission, scope)).toBe(expected);
  });
});
