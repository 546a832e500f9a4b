import { CreateInstitutionInput, InstitutionsService } from '../../src/features/institutions/index.js';
import { type TestApplication } from '../support/running-application.js';
import { nextNumber, TESTER } from './tester.js';

/** An institution in Shanghai. @returns its slug */
export async function anInstitution(
  application: TestApplication,
  more: Partial<CreateInstitutionInput> = {},
): Promise<string> {
  const number = nextNumber();
  const input = CreateInstitutionInput.parse({
    slug: `institution-${number}`,
    name: `Institution ${number}`,
    city: 'Shanghai',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    ...more,
  });
  return (await application.get(InstitutionsService).create(TESTER, input)).slug;
}
