import { type Actor, type Grant, type Role, ROLES } from '../../../kernel/actor.js';
import { mayGive } from './roles.js';

const SERIES = 'series/1';
const EDITION = 'series/1/edition/2';
const somebody = (...grants: Grant[]): Actor => ({ kind: 'account', accountId: 'a', name: 'Li', grants });
const ORDINARY: Role[] = ['organiser', 'programme', 'check_in', 'viewer'];

it.each<{ who: string; actor: Actor; scope: string; expected: readonly Role[] }>([
  { who: 'a visitor', actor: { kind: 'anonymous' }, scope: EDITION, expected: [] },
  { who: 'a holder', actor: { kind: 'holder', registrationId: 'r' }, scope: EDITION, expected: [] },
  { who: 'the system', actor: { kind: 'system', name: 'history' }, scope: '', expected: ROLES },
  {
    who: 'a platform administrator',
    actor: somebody({ role: 'administrator', scope: '' }),
    scope: '',
    expected: ROLES,
  },
  {
    who: 'a series administrator, on an edition of it',
    actor: somebody({ role: 'administrator', scope: SERIES }),
    scope: EDITION,
    expected: ROLES,
  },
  {
    who: 'a series administrator, on the platform',
    actor: somebody({ role: 'administrator', scope: SERIES }),
    scope: '',
    expected: [],
  },
  {
    who: 'an organiser of the series',
    actor: somebody({ role: 'organiser', scope: SERIES }),
    scope: EDITION,
    expected: ORDINARY,
  },
  {
    who: 'an organiser of the edition, on its series',
    actor: somebody({ role: 'organiser', scope: EDITION }),
    scope: SERIES,
    expected: [],
  },
  {
    who: 'an organiser of another edition',
    actor: somebody({ role: 'organiser', scope: 'series/1/edition/20' }),
    scope: EDITION,
    expected: [],
  },
  {
    who: 'an organiser here and administrator elsewhere',
    actor: somebody({ role: 'organiser', scope: EDITION }, { role: 'administrator', scope: 'series/9' }),
    scope: EDITION,
    expected: ORDINARY,
  },
  {
    who: 'a viewer, a programme chair and a helper at the door',
    actor: somebody({ role: 'viewer', scope: '' }, { role: 'programme', scope: '' }, { role: 'check_in', scope: '' }),
    scope: EDITION,
    expected: [],
  },
])('$who may give $expected', ({ actor, scope, expected }) => {
  expect(ROLES.filter((role) => mayGive(actor, { role, scope }))).toEqual(expected);
});
