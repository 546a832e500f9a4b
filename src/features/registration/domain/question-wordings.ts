import { type LocalisedText } from '../../../kernel/locale.js';
import { type QuestionKind, type QuestionOption } from './question.js';

/** What a question said from one of its versions on. */
export interface Wording {
  id: string;
  version: number;
  label: LocalisedText;
  kind: QuestionKind;
  options: QuestionOption[] | null;
  /** Asked no more. */
  isRetired: boolean;
}

/** An answer with the question as it was when somebody answered it. */
export interface AnsweredQuestion {
  question: { id: string; label: LocalisedText; kind: QuestionKind; options: QuestionOption[] | null };
  /** A text, number or boolean; for several answers a list of option values, for files one of ids. */
  value: unknown;
}

/** All that an edition asks or has asked, so that the answers of many people can be read without asking the database again. */
export class QuestionWordings {
  private readonly ofQuestion: ReadonlyMap<string, readonly Wording[]>;

  /** @param wordings in the order of the questions, and within one of their versions */
  constructor(wordings: readonly Wording[]) {
    const ofQuestion = new Map<string, Wording[]>();
    for (const wording of wordings) ofQuestion.set(wording.id, [...(ofQuestion.get(wording.id) ?? []), wording]);
    this.ofQuestion = ofQuestion;
  }

  /** Each question once, as it is now, those that are asked no more at the end: the columns of a list of answers. */
  questions(): Wording[] {
    return [...this.ofQuestion.values()].map((wordings) => wordings.at(-1)!);
  }

  /** What one person has answered, in the order of the questions. */
  answered({
    answers,
    answerVersions,
  }: {
    answers: Readonly<Record<string, unknown>>;
    answerVersions: Readonly<Record<string, number>>;
  }): AnsweredQuestion[] {
    return [...this.ofQuestion].flatMap(([id, wordings]) => {
      if (!Object.hasOwn(answers, id)) return [];
      const { label, kind, options } = asOf(wordings, answerVersions[id] ?? Infinity);
      return [{ question: { id, label, kind, options }, value: answers[id] }];
    });
  }
}

/** A change that left the words alone has a version without a wording of its own. */
function asOf(wordings: readonly Wording[], version: number): Wording {
  return wordings.findLast((wording) => wording.version <= version) ?? wordings[0]!;
}
