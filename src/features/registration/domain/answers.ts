import { type FieldError, InvalidInput } from '../../../kernel/domain-error.js';
import { type AnswerValue, optionKey, readAnswer, sameAnswer } from './answer-values.js';
import { type AskedQuestion } from './question.js';

export { type AskedQuestion } from './question.js';

export interface CheckedAnswers {
  /** By the question's id: a text, number, boolean, or list of option values or file ids. */
  answers: Record<string, unknown>;
  /** Which version of each question was answered. */
  versions: Record<string, number>;
  /** Received files that belong to the answers and did not before. */
  files: NewFile[];
}

/** A file that has been received for a question, and that an answer to it names. */
export interface NewFile {
  question: string;
  id: string;
}

/**
 * The answers of somebody who registers in a category, or, with those that are `kept`, of somebody who changes some of
 * them. What is given replaces what is kept, `null` and an empty text take an answer away, and what is left out stays.
 *
 * - A question that is not asked, because of its category or its condition, has no answer: what is given or kept is dropped.
 * - A required question must have an answer, given or kept; so one that was added later is asked of newcomers, and of
 *   those who edit their answers.
 * - A required boolean has to be true, as a consent has: a yes-or-no question that is not required has `false` for an answer.
 * - An answer that stays the same keeps the version of the question that it answered, whatever that offers now.
 * - Answers to questions that are asked no more stay, and cannot be changed.
 *
 * @param questions those that are asked, in their order
 * @throws InvalidInput with paths `answers.<questionId>`: all that is wrong
 */
export function checkAnswers(
  questions: readonly AskedQuestion[],
  categoryId: string,
  given: Readonly<Record<string, unknown>>,
  kept: Pick<CheckedAnswers, 'answers' | 'versions'> = { answers: {}, versions: {} },
): CheckedAnswers {
  const sheet = new AnswerSheet(questions, categoryId, given, kept);
  const checked: CheckedAnswers = { answers: {}, versions: {}, files: [] };
  for (const question of sheet.asked.values()) {
    const answer = sheet.answerTo(question);
    if (answer === null) continue;
    const before = own(kept.answers, question.id);
    const isKept = before !== undefined && sameAnswer(answer, before);
    checked.answers[question.id] = isKept ? before : answer;
    checked.versions[question.id] = (isKept ? kept.versions[question.id] : undefined) ?? question.version;
    if (question.kind === 'file') checked.files.push(...newFiles(question.id, answer, before));
  }
  for (const [id, answer] of Object.entries(kept.answers)) {
    if (sheet.asked.has(id)) continue;
    checked.answers[id] = answer;
    if (kept.versions[id] !== undefined) checked.versions[id] = kept.versions[id];
  }
  if (sheet.errors.length > 0) throw new InvalidInput(sheet.errors);
  return checked;
}

/** Whether a question with this condition is asked, when the one that it looks at has this answer (null: none). */
export function isConditionMet(equals: unknown, answer: unknown): boolean {
  if (answer === null || answer === undefined) return false;
  const same = (one: unknown) =>
    typeof one === 'string' && typeof equals === 'string' ? optionKey(one) === optionKey(equals) : one === equals;
  return Array.isArray(answer) ? answer.some(same) : same(answer);
}

/** What one person answers, question by question. */
class AnswerSheet {
  readonly errors: FieldError[] = [];
  readonly asked: ReadonlyMap<string, AskedQuestion>;
  private readonly settled = new Map<string, AnswerValue | null>();

  constructor(
    questions: readonly AskedQuestion[],
    private readonly categoryId: string,
    private readonly given: Readonly<Record<string, unknown>>,
    private readonly kept: Pick<CheckedAnswers, 'answers'>,
  ) {
    this.asked = new Map(
      questions.filter(({ retiredAt }) => retiredAt === null).map((question) => [question.id, question]),
    );
    for (const id of Object.keys(given)) if (!this.asked.has(id)) this.refuseUnlessKept(id);
  }

  /** Null: none, because the question is not asked, was left open, or has a wrong one. */
  answerTo(question: AskedQuestion): AnswerValue | null {
    const known = this.settled.get(question.id);
    if (known !== undefined) return known;
    // Conditions that go round in a circle are never met.
    this.settled.set(question.id, null);
    const answer = this.isAsked(question) ? this.read(question) : null;
    this.settled.set(question.id, answer);
    return answer;
  }

  private isAsked({ categories, showIf }: AskedQuestion): boolean {
    if (categories !== null && !categories.includes(this.categoryId)) return false;
    if (showIf === null) return true;
    const other = this.asked.get(showIf.question);
    return other !== undefined && isConditionMet(showIf.equals, this.answerTo(other));
  }

  private read(question: AskedQuestion): AnswerValue | null {
    const { id, kind, required } = question;
    const before = own(this.kept.answers, id) as AnswerValue | undefined;
    const answer = this.isRepeated(id) ? (before ?? null) : this.readGiven(question);
    if (required && answer === null) this.refuse(id, 'required', 'Please answer this question.');
    if (required && kind === 'boolean' && answer === false)
      this.refuse(id, 'required', 'This has to be agreed to: answer yes (true).');
    return answer ?? null;
  }

  /** Left as it was: it may be an answer that the question does not offer any more. */
  private isRepeated(id: string): boolean {
    const before = own(this.kept.answers, id);
    const given = own(this.given, id);
    return before !== undefined && (given === undefined || sameAnswer(given, before));
  }

  /** Undefined: wrong, which has been said. */
  private readGiven(question: AskedQuestion): AnswerValue | null | undefined {
    const reading = readAnswer(question, own(this.given, question.id));
    if ('answer' in reading) return reading.answer;
    this.refuse(question.id, reading.wrong.code, reading.wrong.message);
    return undefined;
  }

  private refuseUnlessKept(id: string): void {
    if (own(this.kept.answers, id) === undefined)
      this.refuse(id, 'unknown-question', 'There is no such question in this edition. Leave it out.');
    else if (!this.isRepeated(id))
      this.refuse(
        id,
        'question-retired',
        'This question is asked no more, so its answer stays as it is. Leave it out.',
      );
  }

  private refuse(id: string, code: string, message: string): void {
    this.errors.push({ path: `answers.${id}`, code, message });
  }
}

function newFiles(question: string, answer: AnswerValue, before: unknown): NewFile[] {
  const known: unknown[] = Array.isArray(before) ? before : [];
  return Array.isArray(answer) ? answer.filter((id) => !known.includes(id)).map((id) => ({ question, id })) : [];
}

/** What somebody has sent may be called `constructor`. */
const own = (record: Readonly<Record<string, unknown>>, id: string): unknown =>
  Object.hasOwn(record, id) ? record[id] : undefined;
