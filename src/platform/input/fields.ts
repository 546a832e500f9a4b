import { z } from 'zod';
import { isTimeZone } from '../../kernel/time-zone.js';
import { LOCALES } from '../../kernel/locale.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../kernel/page.js';

/** C0 and C1 controls (CR and LF among them) have no place in a name, a title or a header. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** One line of text for people: trimmed, no line breaks or other control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Please fill this in.')
    .max(max, `Please use at most ${max} characters.`)
    .refine((text) => !CONTROL.test(text), {
      error: 'Line breaks and control characters are not allowed here.',
      params: { code: 'control-characters' },
    });

/** Text of several lines. */
export const paragraphs = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Please use at most ${max} characters.`)
    .refine((text) => !CONTROL_BUT_LINES.test(text), {
      error: 'Control characters are not allowed here.',
      params: { code: 'control-characters' },
    });

/** A text in one or more languages; a plain string means the first language of the edition or series. */
export const localised = (field: z.ZodType<string, string>) =>
  z.union([
    field,
    z
      .partialRecord(z.enum(LOCALES), field)
      .refine((texts) => Object.keys(texts).length > 0, { error: 'Give the text in at least one language.' }),
  ]);

export const localisedLine = (max = 300) => localised(line(max));
export const localisedParagraphs = (max = 10_000) => localised(paragraphs(max));

/** A slug or key in a URL: lower case letters, digits and hyphens. */
export const slug = z
  .string()
  .min(2, 'Please use at least 2 characters.')
  .max(64, 'Please use at most 64 characters.')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower case letters, digits and single hyphens, e.g. ewa-2027.')
  .refine((text) => text !== 'new', 'The console has a page of this name: choose another.');

/** An IANA time zone name, in its exact spelling. */
export const timeZone = z.string().refine(isTimeZone, {
  error: 'This is not an IANA time zone name such as Asia/Shanghai.',
  params: { code: 'unknown-time-zone' },
});

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'Use the two capital letters of ISO 3166-1, e.g. CN.');

export const locale = z.enum(LOCALES);

/**
 * An instant: RFC 3339 with any offset, or without one a wall-clock time in the zone of the edition. Kept as text here,
 * because only the service knows the zone (`kernel/time-zone`).
 */
export const instantText = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d{2}:\d{2})?$/,
    'Use a date and time such as 2027-05-20T09:00:00+08:00, or without an offset for the zone of the edition.',
  );

/** An http(s) address without user name and password. */
export const webAddress = z
  .string()
  .max(2000)
  .refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const url = new URL(text);
      return ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password;
    },
    { error: 'Use an address that begins with https:// or http://.', params: { code: 'invalid-url' } },
  );

/** An address that SMTP can carry: one mailbox, no display name, no list. */
export const emailAddress = z
  .string()
  .trim()
  .max(254, 'Please use at most 254 characters.')
  .pipe(z.email({ error: 'This is not an e-mail address. It looks like name@example.org.' }));

/** `?limit=&cursor=` of every list. */
export const pageRequest = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  cursor: z.uuid('This cursor is not one that a list gave.').optional(),
});
