import { DuplicateMember, DuplicateSeriesSlug } from '../../../features/editions/index.js';
import { DuplicateNameYear, DuplicateSlug } from '../../../features/institutions/index.js';
import { type DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { type TextKey, type Translate } from '../../texts.js';

const CODES: Record<string, TextKey> = {
  'duplicate-slug': 'institutions.error.slugTaken',
  'duplicate-name-year': 'institutions.error.yearTaken',
  'duplicate-member': 'institutions.error.member',
  'same-institution': 'institutions.error.same',
  'not-confirmed': 'institutions.error.confirm',
};

const FIELDS: Record<string, TextKey> = {
  slug: 'institutions.error.slug',
  name: 'institutions.error.name',
  city: 'institutions.error.city',
  country: 'register.error.country',
  timeZone: 'register.error.timeZone',
  parent: 'institutions.error.parent',
  website: 'institutions.error.website',
  aliases: 'institutions.error.aliases',
  until: 'institutions.error.until',
  into: 'institutions.error.into',
  kind: 'institutions.error.kind',
  shortName: 'institutions.error.shortName',
  description: 'institutions.error.description',
  foundedYear: 'institutions.error.year',
  institution: 'institutions.error.into',
  role: 'institutions.error.role',
  since: 'institutions.error.year',
};

/** What to do about a wrong answer in the forms of institutions and series, in the organiser's language. */
export function explainInstitution(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => t(CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other');
}

/** Where what is taken already was typed. */
export function takenField(error: DomainError): FieldError[] | null {
  const at = (path: string) => [{ path, code: error.code, message: error.message }];
  if (error instanceof DuplicateSlug || error instanceof DuplicateSeriesSlug) return at('slug');
  if (error instanceof DuplicateNameYear) return at('until');
  return error instanceof DuplicateMember ? at('since') : null;
}
