import { type z } from 'zod';
import { CreateQuestionInput, QuestionsService } from '../../src/features/registration/index.js';
import { type TestApplication } from '../support/running-application.js';
import { TESTER } from './tester.js';

/** A further question, for a line of text. @returns its id */
export function aQuestion(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateQuestionInput>> = {},
): Promise<string> {
  const input = CreateQuestionInput.parse({ label: 'Motto', kind: 'text', ...more });
  return application.get(QuestionsService).create(TESTER, key, input);
}
