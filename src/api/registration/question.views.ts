import { z } from 'zod';
import { type AnswerFile, type AskedQuestion, QUESTION_KINDS } from '../../features/registration/index.js';
import { LocalisedView } from '../answers.js';

export const QuestionView = z
  .object({
    id: z.string(),
    label: LocalisedView,
    help: LocalisedView.nullable(),
    kind: z.enum(QUESTION_KINDS),
    required: z.boolean(),
    options: z
      .array(z.object({ value: z.string(), label: LocalisedView }))
      .nullable()
      .describe('Of choices.'),
    showIf: z
      .object({ question: z.string(), equals: z.union([z.string(), z.number(), z.boolean()]) })
      .nullable()
      .describe('Asked only when that question has this answer, or this one among several.'),
    categories: z.array(z.string()).nullable().describe('Null: asked in all.'),
    eraseAfter: z.string().nullable().describe('ISO 8601: so long after the edition ends the answers are erased.'),
  })
  .meta({ id: 'Question' });

export const AnswerFileView = z
  .object({
    id: z.string().describe('For the answer to the question: a list of such ids.'),
    question: z.string(),
    name: z.string(),
    mediaType: z.string(),
    size: z.int().describe('Bytes.'),
    sha256: z.string().describe('In hexadecimal digits.'),
  })
  .meta({ id: 'AnswerFile' });

export function questionView(question: AskedQuestion): z.input<typeof QuestionView> {
  const { id, label, help, kind, required, options, showIf, categories, eraseAfter } = question;
  return { id, label, help, kind, required, options, showIf, categories, eraseAfter };
}

export function answerFileView(file: AnswerFile): z.input<typeof AnswerFileView> {
  const { id, question, name, mediaType, size, sha256 } = file;
  return { id, question, name, mediaType, size, sha256 };
}
