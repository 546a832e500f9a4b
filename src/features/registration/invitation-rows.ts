import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale, localeFor } from '../../kernel/locale.js';
import { emailAddress, line } from '../../platform/input/fields.js';
import { type InstitutionDetails } from '../institutions/index.js';
import { type Invitee, type ListedPerson, type RowProblem } from './domain/invitation.js';

const NAME = line(200);

/** What a spreadsheet would work out instead of showing it. */
const FORMULA = /^[=+@-]/;

/** How languages are called in lists that people keep, besides their tags. */
const LANGUAGES: Record<string, Locale> = {
  english: 'en',
  英文: 'en',
  英语: 'en',
  英語: 'en',
  chinese: 'zh-Hans',
  中文: 'zh-Hans',
  简体: 'zh-Hans',
  简体中文: 'zh-Hans',
  繁體: 'zh-Hant',
  繁體中文: 'zh-Hant',
  繁体: 'zh-Hant',
  繁体中文: 'zh-Hant',
};

/** Finds institutions by slug, by today's name in any language, or by another name. */
export type InstitutionNames = ReadonlyMap<string, string>;

/** The older record wins where two have one name. */
export function institutionNames(institutions: readonly InstitutionDetails[]): InstitutionNames {
  const ids = new Map<string, string>();
  const add = (name: string | undefined, id: string) => {
    if (name && !ids.has(folded(name))) ids.set(folded(name), id);
  };
  for (const { id, slug } of institutions) add(slug, id);
  for (const { id, name, aliases } of institutions)
    for (const one of [...Object.values(name), ...aliases]) add(one, id);
  return ids;
}

/** Reads a row of a list; `otherwise` is the language of those whose row names none. */
export function checkRow(
  person: ListedPerson,
  institutions: InstitutionNames,
  otherwise: Locale,
): Invitee | RowProblem {
  const email = person.email.normalize('NFKC').trim();
  const name = person.name.trim();
  for (const [column, text] of Object.entries({ email, name, institution: person.institution.trim() })) {
    if (FORMULA.test(text.normalize('NFKC'))) return { column: column as RowProblem['column'], code: 'formula' };
  }
  if (email === '') return { column: 'email', code: 'required' };
  if (email.length > 254) return { column: 'email', code: 'too-long' };
  if (!emailAddress.safeParse(email).success) return { column: 'email', code: 'not-an-address' };
  if (name.length > 200) return { column: 'name', code: 'too-long' };
  if (name !== '' && !NAME.safeParse(name).success) return { column: 'name', code: 'control-characters' };
  const institutionId = person.institution.trim() === '' ? null : institutions.get(folded(person.institution));
  if (institutionId === undefined) return { column: 'institution', code: 'unknown-institution' };
  const locale = person.language.trim() === '' ? otherwise : languageOf(person.language);
  if (locale === null) return { column: 'language', code: 'unknown-language' };
  return { email, emailKey: normaliseEmail(email), name: name === '' ? null : name, institutionId, locale };
}

function languageOf(text: string): Locale | null {
  const name = folded(text);
  return LANGUAGES[name] ?? localeFor(name);
}

const folded = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
