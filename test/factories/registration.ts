import { type Admitted, RegisterInput, RegistrationService } from '../../src/features/registration/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { type TestApplication } from '../support/running-application.js';
import { type BuiltEdition } from './edition.js';
import { nextNumber } from './tester.js';

export const VISITOR: Actor = { kind: 'anonymous', ip: '192.0.2.1' };

/** What somebody sends to register: a name and an address of their own, in English. */
export function aForm(edition: Pick<BuiltEdition, 'category'>, more: Partial<RegisterInput> = {}): RegisterInput {
  const number = nextNumber();
  return RegisterInput.parse({
    category: edition.category,
    email: `person-${number}@example.org`,
    name: `Person ${number}`,
    locale: 'en',
    consent: true,
    ...more,
  });
}

/** Somebody who has registered. */
export function aRegistration(
  application: TestApplication,
  edition: Pick<BuiltEdition, 'key' | 'category'>,
  more: Partial<RegisterInput> = {},
): Promise<Admitted> {
  return application.get(RegistrationService).register(VISITOR, edition.key, aForm(edition, more), null);
}
