import { type z } from 'zod';
import { CreateEditionInput } from '../../features/editions/index.js';
import { CreateStreamInput } from '../../features/livestreams/index.js';
import { CreateReminderRuleInput } from '../../features/messaging/index.js';
import { CreateCategoryInput } from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { LOCALES } from '../../kernel/locale.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { type Answers, onePerField, textOf, textsOf } from '../form-answers.js';
import { translatorFor } from '../texts.js';
import { localisedOf, numberOf } from './forms/form-texts.js';
import { categoryAnswers } from './parts/category-form.js';
import { offsetOf } from './parts/reminder-form.js';

/** Everything that the form for a new edition makes. */
export interface NewEdition {
  edition: CreateEditionInput;
  category: CreateCategoryInput;
  /** Null where there is nothing to watch. */
  stream: CreateStreamInput | null;
  reminders: CreateReminderRuleInput[];
}

const ROWS = [0, 1, 2] as const;

/** Reads the form, whole: either everything that is wrong with it, by field, or what is to be made. */
export function readEditionForm(answers: Answers): { errors: FieldError[] } | NewEdition {
  const errors: FieldError[] = [];
  const read = <S extends z.ZodType>(
    schema: S,
    value: unknown,
    fields: (path: string) => string,
  ): z.output<S> | null => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    errors.push(...fieldErrorsOf(parsed.error).map((error) => ({ ...error, path: fields(error.path) })));
    return null;
  };
  const edition = read(CreateEditionInput, editionOf(answers), (path) => path);
  const category = read(CreateCategoryInput, categoryAnswers(answers, 'category.'), (path) => `category.${path}`);
  const stream = isBroadcast(answers)
    ? read(CreateStreamInput, streamOf(answers), (path) => `stream.${path.replace('mirrors.0.', '')}`)
    : null;
  const reminders = ROWS.flatMap((row) => {
    const offset = offsetAnswer(answers, row);
    if (offset === null) return [];
    return read(CreateReminderRuleInput, { offset, latePolicy: 'skip' }, () => `reminders.${row}.amount`) ?? [];
  });
  for (const name of ['startsAt', 'endsAt']) {
    if (!textOf(answers, name)) errors.push({ path: name, code: 'required', message: 'This field is required.' });
  }
  if (errors.length > 0 || !edition || !category) return { errors: onePerField(errors) };
  return { edition, category, stream, reminders };
}

function editionOf(answers: Answers): Record<string, unknown> {
  const text = (name: string) => textOf(answers, name);
  const venue = {
    name: text('venue.name'),
    address: text('venue.address'),
    city: text('venue.city'),
    country: text('venue.country'),
  };
  const hosts = ROWS.flatMap((row) => text(`hosts.${row}`) ?? []);
  return {
    series: text('series') ?? '',
    key: text('key') ?? '',
    ordinal: numberOf(answers, 'ordinal') ?? undefined,
    title: localisedOf(answers, 'title'),
    theme: localisedOf(answers, 'theme'),
    hosts: [...new Set(hosts)],
    timeZone: text('timeZone') ?? '',
    startsAt: text('startsAt'),
    endsAt: text('endsAt'),
    format: text('format'),
    venue: Object.values(venue).some((part) => part !== undefined) ? venue : null,
    languages: textsOf(answers, 'languages'),
  };
}

/** An online edition has a stream even before anybody knows its address: mails must carry the link to it. */
function isBroadcast(answers: Answers): boolean {
  return textOf(answers, 'format') !== 'in_person' || Boolean(textOf(answers, 'stream.url'));
}

function streamOf(answers: Answers): Record<string, unknown> {
  const url = textOf(answers, 'stream.url');
  return {
    title:
      localisedOf(answers, 'stream.title') ??
      Object.fromEntries(LOCALES.map((locale) => [locale, translatorFor(locale)('join.heading')])),
    opensMinutesBefore: numberOf(answers, 'stream.opensMinutesBefore') ?? 10,
    mirrors: url ? [{ provider: textOf(answers, 'stream.provider') ?? 'other', url }] : [],
  };
}

/** ISO 8601, before the start; null for an empty row; something that no duration is for what cannot be read. */
function offsetAnswer(answers: Answers, row: number): string | null {
  const amount = textOf(answers, `reminders.${row}.amount`);
  if (amount === undefined) return null;
  return (/[1-9]/.test(amount) && offsetOf(amount, textOf(answers, `reminders.${row}.unit`), 'before')) || amount;
}
