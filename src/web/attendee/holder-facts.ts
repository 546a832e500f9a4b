import { Injectable } from '@nestjs/common';
import { type EditionDetails, EditionQueries } from '../../features/editions/index.js';
import { InstitutionsService } from '../../features/institutions/index.js';
import { StreamQueries } from '../../features/livestreams/index.js';
import {
  type AnsweredQuestion,
  type AnswerFile,
  AnswerFiles,
  type AskedQuestion,
  type CategoryDetails,
  QuestionQueries,
  type RegistrationDetails,
  RegistrationQueries,
} from '../../features/registration/index.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';

/** All that the page of one registration is made of. */
export interface HolderFactsOf {
  edition: EditionDetails;
  hasStream: boolean;
  categories: CategoryDetails[];
  institutions: { slug: string; name: LocalisedText }[];
  /** Those that the edition asks now. */
  questions: AskedQuestion[];
  /** Those that the person has answered, as they were then. */
  answered: AnsweredQuestion[];
  files: AnswerFile[];
}

/** What the person was asked, and has said. */
@Injectable()
export class HolderAnswers {
  constructor(
    private readonly questions: QuestionQueries,
    private readonly files: AnswerFiles,
  ) {}

  async of(registration: RegistrationDetails): Promise<Pick<HolderFactsOf, 'questions' | 'answered' | 'files'>> {
    const [questions, answered, files] = await Promise.all([
      this.questions.asked(registration.editionId),
      this.questions.answered(registration),
      this.files.filesOf(registration.id),
    ]);
    return { questions, answered, files };
  }
}

/** Gathers what there is to know about a registration. */
@Injectable()
export class HolderFacts {
  constructor(
    private readonly editions: EditionQueries,
    private readonly streams: StreamQueries,
    private readonly institutions: InstitutionsService,
    private readonly registrations: RegistrationQueries,
    private readonly answers: HolderAnswers,
  ) {}

  async of(registration: RegistrationDetails): Promise<HolderFactsOf> {
    const edition = await this.editions.byId(registration.editionId);
    const [opensAt, categories, institutions, answers] = await Promise.all([
      this.streams.opensAt(edition),
      this.registrations.categories(edition),
      this.institutions.list({ limit: MAX_PAGE_SIZE }),
      this.answers.of(registration),
    ]);
    return {
      ...answers,
      edition,
      hasStream: opensAt !== null,
      categories: categories.items,
      institutions: institutions.items,
    };
  }
}
