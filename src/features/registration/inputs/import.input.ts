import { z } from 'zod';
import { IMPORT_ENCODINGS } from '../import-file.js';

/** What to do when some rows cannot be registered. */
export const IMPORT_MODES = ['all-or-nothing', 'skip-bad-rows'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** A list of people as comma-separated values, from a program. */
export const ImportInput = z
  .strictObject({
    csv: z
      .string()
      .min(1, 'There is nothing to import.')
      .max(1_000_000, 'At most 1 MB can be sent at once.')
      .describe('RFC 4180, with a head: `email, name, category` and what else there is, or the labels of questions.'),
    mode: z
      .enum(['preview', ...IMPORT_MODES])
      .describe('`preview` changes nothing and answers what would become of each row.'),
  })
  .meta({ id: 'Import' });
export type ImportInput = z.output<typeof ImportInput>;

/** How a file is to be read. */
export const ImportReading = z.object({
  /** Null: UTF-8, or as the file itself says. */
  encoding: z.enum(IMPORT_ENCODINGS).nullable().default(null),
  /** Of rows that name none. */
  category: z.uuid().nullable().default(null),
});
export type ImportReading = z.output<typeof ImportReading>;

/** A file that waits to be imported, or is. */
const ImportFileInput = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  /** In hexadecimal digits: what is imported is what was previewed. */
  sha256: z.string(),
});
export type StoredImport = z.output<typeof ImportFileInput>;

/** What an import that is being prepared remembers. */
export const HeldImport = ImportReading.extend({
  file: ImportFileInput,
});
export type HeldImport = z.output<typeof HeldImport>;

/** One that runs. */
export const RunningImport = HeldImport.extend({ mode: z.enum(IMPORT_MODES) });
export type RunningImport = z.output<typeof RunningImport>;
