import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import {
  ANSWER_FILE_LIMIT,
  type AnswerFile,
  AnswerFiles,
  type AskedQuestion,
  MAX_FILES,
  TooManyFiles,
} from '../../features/registration/index.js';
import { type EditionDetails } from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { type IncomingFile } from '../../platform/files/receive-file.js';
import { FORM_TOKEN_FIELD, FormTokens } from '../../platform/http/form-tokens.js';
import { isMultipart, receiveFiles } from '../../platform/http/uploads.js';
import { type Answers, answersOf, textsOf } from '../form-answers.js';
import { answerName } from './answer-forms.js';
import { type ReceivedFiles } from './question-fields.js';

/** A form with answers, in which files stand as the ids under which they were received. */
export interface SentForm {
  answers: Answers;
  /** What is wrong with files. */
  errors: FieldError[];
}

/** So much may come with one form. Bytes. */
const MOST = 10 * ANSWER_FILE_LIMIT;

/** The form is not worth reading on. */
class NotWanted extends Error {}

/** Forms whose answers may be files. */
@Injectable()
export class FormFiles {
  constructor(
    private readonly files: AnswerFiles,
    private readonly tokens: FormTokens,
  ) {}

  /**
   * What has been sent, with its files received. They are good for a day, so that a form that has to be shown again keeps them.
   * Null when `isWanted` says no to the fields before the first file: then no file is taken in.
   * @param questions those that the edition asks
   * @throws StaleForm, BrokenUpload, FileTooLarge
   */
  async read(
    request: FastifyRequest,
    edition: EditionDetails,
    questions: readonly AskedQuestion[],
    isWanted: (answers: Answers) => boolean,
  ): Promise<SentForm | null> {
    if (!isMultipart(request)) {
      // Of such a form the guard has seen the token.
      const answers = answersOf(request.body);
      return isWanted(answers) ? { answers, errors: [] } : null;
    }
    const fileQuestions = questions.filter(({ kind }) => kind === 'file');
    const errors: FieldError[] = [];
    const received: AnswerFile[] = [];
    try {
      const fields = await receiveFiles(
        request,
        { files: MAX_FILES * Math.max(1, fileQuestions.length), limit: ANSWER_FILE_LIMIT, total: MOST },
        {
          begin: (before) => {
            if (this.tokens.hasHolder(request)) this.tokens.check(request, before[FORM_TOKEN_FIELD]);
            if (!isWanted(answersOf(before))) throw new NotWanted();
          },
          file: async (field, file) => {
            const question = fileQuestions.find(({ id }) => answerName(id) === field);
            if (!question) return;
            const taken = await this.take(request.actor, edition, question, file);
            if ('code' in taken) errors.push(taken);
            else received.push(taken);
          },
        },
      );
      const { [FORM_TOKEN_FIELD]: _, ...rest } = fields;
      return { answers: withFiles(answersOf(rest), received), errors };
    } catch (error) {
      if (error instanceof NotWanted) return null;
      throw error;
    }
  }

  /** The names of the files in a form that is shown again. */
  async namesOf(
    edition: EditionDetails,
    questions: readonly AskedQuestion[],
    answers: Answers,
  ): Promise<ReceivedFiles> {
    const ids = questions.filter(({ kind }) => kind === 'file').flatMap(({ id }) => textsOf(answers, answerName(id)));
    if (ids.length === 0) return {};
    const files = await this.files.unclaimed(edition, ids);
    return Object.fromEntries(files.map(({ id, name, size }) => [id, { name, size }]));
  }

  /** The file, or what is wrong with it. */
  private async take(
    actor: Actor,
    edition: EditionDetails,
    { id }: AskedQuestion,
    file: IncomingFile,
  ): Promise<AnswerFile | FieldError> {
    try {
      return await this.files.receive(actor, edition, id, file);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'malformed') throw error;
      // The question has its own `too-many-files`, for one answer.
      const code = error instanceof TooManyFiles ? 'too-many-uploads' : error.code;
      return { path: answerName(id), code, message: error.message };
    }
  }
}

function withFiles(answers: Answers, files: readonly AnswerFile[]): Answers {
  const all: Record<string, string | readonly string[] | undefined> = { ...answers };
  for (const { id, question } of files) all[answerName(question)] = [...textsOf(all, answerName(question)), id];
  return all;
}
