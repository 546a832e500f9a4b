import { z } from 'zod';
import { DOCUMENT_KINDS, type DocumentDetails, documentPath } from '../../features/editions/index.js';
import { LocalisedView } from '../answers.js';

export const DocumentView = z
  .object({
    id: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    title: LocalisedView,
    language: z.string().nullable().describe('BCP 47.'),
    url: z.string().nullable().describe('Where it can be found elsewhere; null for a file.'),
    file: z
      .object({
        name: z.string(),
        mediaType: z.string(),
        size: z.int().describe('Bytes.'),
        sha256: z.string().describe('In hexadecimal digits.'),
        url: z.string().describe('Where it can be downloaded, in parts too.'),
      })
      .nullable(),
  })
  .meta({ id: 'Document' });

export function documentView(
  { version: _, file, ...document }: DocumentDetails,
  editionKey: string,
  origin: string,
): z.input<typeof DocumentView> {
  if (file === null) return { ...document, file };
  const { name, mediaType, size, sha256 } = file;
  const url = origin + documentPath(editionKey, { id: document.id, file });
  return { ...document, file: { name, mediaType, size, sha256, url } };
}
