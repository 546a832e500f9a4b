import {
  CreateDocumentInput,
  type DocumentDetails,
  type EditionDetails,
  UpdateDocumentInput,
  UpdateEditionInput,
  UploadDocumentInput,
} from '../../../features/editions/index.js';
import { type FieldError } from '../../../kernel/domain-error.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { type TextKey, type Translate } from '../../texts.js';
import { localisedAnswers, localisedOf, numberOf } from '../forms/form-texts.js';

/** How many took part, in the order of the form. */
export const FIGURES = ['inPerson', 'online', 'countries', 'institutions'] as const;

/** What remains of an edition, as the fields of its form. */
export function recordAnswers({ summary, website, participants }: EditionDetails): Answers {
  return {
    ...localisedAnswers('summary', summary),
    website: website ?? '',
    ...Object.fromEntries(FIGURES.map((figure) => [`participants.${figure}`, String(participants?.[figure] ?? '')])),
  };
}

/** @throws InvalidInput */
export function readRecord(answers: Answers): UpdateEditionInput {
  const figures = FIGURES.flatMap((figure) => {
    const number = numberOf(answers, `participants.${figure}`);
    return number === null ? [] : [[figure, number] as const];
  });
  return readInput(UpdateEditionInput, {
    summary: localisedOf(answers, 'summary'),
    website: textOf(answers, 'website') ?? null,
    participants: figures.length > 0 ? Object.fromEntries(figures) : null,
  });
}

/** A document as the fields of its form. */
export function documentAnswers({ kind, title, language, url }: DocumentDetails): Answers {
  return { kind, ...localisedAnswers('title', title), language: language ?? '', url: url ?? undefined };
}

/** @throws InvalidInput */
export const readLink = (answers: Answers): CreateDocumentInput =>
  readInput(CreateDocumentInput, { ...aboutOf(answers), url: textOf(answers, 'url') });

/** @throws InvalidInput */
export const readUpload = (answers: Answers): UploadDocumentInput => readInput(UploadDocumentInput, aboutOf(answers));

/** @throws InvalidInput */
export const readChange = (answers: Answers, isFile: boolean): UpdateDocumentInput =>
  readInput(UpdateDocumentInput, { ...aboutOf(answers), ...(isFile ? {} : { url: textOf(answers, 'url') ?? '' }) });

const aboutOf = (answers: Answers) => ({
  kind: textOf(answers, 'kind'),
  title: localisedOf(answers, 'title') ?? '',
  language: textOf(answers, 'language') ?? null,
});

const CODES: Record<string, TextKey> = {
  'empty-file': 'archive.error.empty',
  'file-type-not-allowed': 'archive.error.type',
  'too-large': 'archive.error.tooLarge',
  'too-many-documents': 'archive.error.tooMany',
};

const FIELDS: Record<string, TextKey> = {
  title: 'archive.error.title',
  kind: 'archive.error.kind',
  language: 'archive.error.language',
  url: 'archive.error.url',
  file: 'archive.error.file',
  summary: 'archive.error.summary',
  website: 'archive.error.url',
  participants: 'archive.error.figure',
};

/** What to do about a wrong answer. @param limit of an upload, in MB */
export function explainArchive(t: Translate, limit = 0): (error: FieldError) => string {
  return ({ path, code }) => t(CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other', { limit });
}
