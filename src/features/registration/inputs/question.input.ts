import { z } from 'zod';
import { line, localisedLine, localisedParagraphs } from '../../../platform/input/fields.js';
import { parseErasePeriod } from '../domain/erase-after.js';
import { QUESTION_KINDS } from '../domain/question.js';
import { MAX_QUESTIONS } from '../domain/question-rules.js';

const option = z.union([
  line(200),
  z.strictObject({
    value: line(200).optional().describe('What is kept of the answer. Left out: the label.'),
    label: localisedLine(200),
  }),
]);

const showIf = z.strictObject({
  question: z.uuid('Choose a question of this edition.'),
  equals: z
    .union([z.string().max(500), z.number(), z.boolean()])
    .describe('Asked only when that question has this answer, or this one among several.'),
});

const questionFields = {
  label: localisedLine(500),
  help: localisedParagraphs(2_000).nullable(),
  kind: z.enum(QUESTION_KINDS),
  required: z.boolean(),
  options: z
    .array(option)
    .max(300, 'Please use at most 300 options.')
    .nullable()
    .describe('For `choice` and `multi_choice`. A text is both the value and the label.'),
  showIf: showIf.nullable(),
  categories: z
    .array(z.uuid('Choose categories of this edition.'))
    .max(200)
    .nullable()
    .describe('Null or empty: asked in all categories.'),
  eraseAfter: z
    .string()
    .refine((text) => parseErasePeriod(text) !== null, {
      error: 'Use a duration without a sign, such as P30D, P6M or P1Y.',
      params: { code: 'invalid-duration' },
    })
    .nullable()
    .describe('ISO 8601: so long after the edition ends the answers are erased. Null: kept with the registration.'),
};

/** A new question, which is asked after those that there are. */
export const CreateQuestionInput = z
  .strictObject({
    ...questionFields,
    help: questionFields.help.default(null),
    required: questionFields.required.default(false),
    options: questionFields.options.default(null),
    showIf: questionFields.showIf.default(null),
    categories: questionFields.categories.default(null),
    eraseAfter: questionFields.eraseAfter.default(null),
  })
  .meta({ id: 'CreateQuestion' });
export type CreateQuestionInput = z.output<typeof CreateQuestionInput>;

export const UpdateQuestionInput = z.strictObject(questionFields).partial().meta({ id: 'UpdateQuestion' });
export type UpdateQuestionInput = z.output<typeof UpdateQuestionInput>;

/** All questions of an edition, in the order that they are to have. */
export const ReorderQuestionsInput = z
  .strictObject({ ids: z.array(z.uuid()).max(MAX_QUESTIONS) })
  .meta({ id: 'ReorderQuestions' });
export type ReorderQuestionsInput = z.output<typeof ReorderQuestionsInput>;
