import { type z } from 'zod';
import { type FieldError, InvalidInput } from '../../kernel/domain-error.js';

/** Our stable code for each kind of issue that zod 4 reports. */
const CODES: Record<string, string> = {
  invalid_type: 'invalid-type',
  too_big: 'too-big',
  too_small: 'too-small',
  invalid_format: 'invalid-format',
  not_multiple_of: 'invalid-value',
  unrecognized_keys: 'unknown-field',
  invalid_union: 'invalid-value',
  invalid_key: 'unknown-field',
  invalid_element: 'invalid-value',
  invalid_value: 'invalid-value',
  custom: 'invalid-value',
};

/** Every issue of a failed parse as field errors with paths in dots and codes in kebab-case. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [path, key].filter(Boolean).join('.'),
        code: 'unknown-field',
        message: `There is no field “${key}” here.`,
      }));
    }
    const isMissing =
      issue.code === 'invalid_type' && issue.input === undefined && /received undefined/.test(issue.message);
    if (isMissing) return [{ path, code: 'required', message: 'This field is required.' }];
    const own = issue.code === 'custom' ? (issue.params as { code?: string } | undefined)?.code : undefined;
    return [{ path, code: own ?? CODES[issue.code] ?? 'invalid-value', message: issue.message }];
  });
}

/** The value as the schema gives it back. @throws InvalidInput with every wrong field. */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidInput(fieldErrorsOf(parsed.error));
  return parsed.data;
}
