import { z } from 'zod';
import { localisedLine, webAddress } from '../../../platform/input/fields.js';
import { DOCUMENT_KINDS } from '../entities/edition-document.entity.js';

/** A language tag such as `en`, `zh-Hans` or `fr-CA` (BCP 47), in its usual spelling. */
const language = z
  .string()
  .max(35)
  .refine(isLanguageTag, {
    error: 'Use a language tag such as en, zh-Hans or fr.',
    params: { code: 'unknown-language' },
  })
  .describe('BCP 47.');

const fields = {
  kind: z.enum(DOCUMENT_KINDS),
  title: localisedLine(),
  language: language.nullable(),
};

/** Something that can be found at an address elsewhere. */
export const CreateDocumentInput = z
  .strictObject({
    ...fields,
    kind: fields.kind.default('document'),
    language: fields.language.optional(),
    url: webAddress,
  })
  .meta({ id: 'CreateDocument' });
export type CreateDocumentInput = z.output<typeof CreateDocumentInput>;

/** What is said about a file that is sent with it. */
export const UploadDocumentInput = CreateDocumentInput.omit({ url: true }).meta({ id: 'UploadDocument' });
export type UploadDocumentInput = z.output<typeof UploadDocumentInput>;

/** A file stays: another one is another document. */
export const UpdateDocumentInput = z
  .strictObject({
    ...fields,
    url: webAddress.describe('Only of what has an address already.'),
    position: z.int().min(1).max(1000).describe('Its place in the list, 1 being the first. The others make room.'),
  })
  .partial()
  .meta({ id: 'UpdateDocument' });
export type UpdateDocumentInput = z.output<typeof UpdateDocumentInput>;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}
