import { type StreamDetails } from '../../../features/livestreams/index.js';
import { type FieldError } from '../../../kernel/domain-error.js';
import { type Answers, textOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf, numberOf, rowsIn } from '../forms/form-texts.js';

const MIRROR_TEXTS = ['label', 'region', 'url'] as const;

/** What a form says about a stream, with the row of each mirror, for its errors. */
export function streamAnswers(answers: Answers): { stream: Record<string, unknown>; rows: number[] } {
  const filled = rowsIn(answers, 'mirrors').filter(
    ({ fields }) => !fields['remove'] && MIRROR_TEXTS.some((field) => fields[field]),
  );
  return {
    stream: {
      title: localisedOf(answers, 'title') ?? '',
      access: textOf(answers, 'access'),
      opensMinutesBefore: numberOf(answers, 'opensMinutesBefore'),
      closesMinutesAfter: numberOf(answers, 'closesMinutesAfter'),
      mirrors: filled.map(({ fields, index }) => ({
        label: fields['label'] ?? null,
        provider: fields['provider'] ?? 'other',
        url: fields['url'] ?? '',
        region: regionOf(fields['region']),
        language: fields['language'] ?? null,
        priority: numberOf(answers, `mirrors.${index}.priority`) ?? 0,
      })),
    },
    rows: filled.map(({ index }) => index),
  };
}

/** `cn, hk` → `['CN', 'HK']`; everywhere for nothing and for `*`. What is no code stays, to be refused. */
export function regionOf(text: string | undefined): '*' | string[] {
  const codes = (text ?? '*')
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\s,;、]+/)
    .filter(Boolean);
  return codes.every((code) => code === '*') ? '*' : [...new Set(codes)];
}

/** The errors of the mirrors that were sent, at the rows in which they were typed. */
export function atRows(errors: readonly FieldError[], rows: readonly number[]): FieldError[] {
  return errors.map((error) => ({
    ...error,
    path: error.path.replace(
      /^mirrors\.(\d+)(?:\.(\w+).*)?$/,
      (_, index: string, field?: string) => `mirrors.${rows[Number(index)] ?? index}.${field ?? 'url'}`,
    ),
  }));
}

/** A stream as its form shows it. */
export function streamValues(stream: StreamDetails): Answers {
  const mirrors = stream.mirrors.flatMap(({ label, provider, url, region, language, priority }, row) =>
    Object.entries({
      label: label ?? '',
      // Any other one is the empty choice of the form.
      provider: provider === 'other' ? '' : provider,
      url,
      region: region.includes('*') ? '' : region.join(' '),
      language: language ?? '',
      priority: priority === 0 ? '' : String(priority),
    }).map(([field, value]): [string, string] => [`mirrors.${row}.${field}`, value]),
  );
  return {
    ...localisedAnswers('title', stream.title),
    access: stream.access,
    opensMinutesBefore: String(stream.opensMinutesBefore),
    closesMinutesAfter: String(stream.closesMinutesAfter),
    ...Object.fromEntries(mirrors),
  };
}
