import { type RegistrationSelection } from './inputs/registration-filter.js';

/** No more words of a search than this are looked for. */
const MAX_WORDS = 10;

/**
 * The words of a search, written as PostgreSQL writes `registration.search_text`: small letters, one form for the same
 * letters, without marks.
 */
export function searchWords(q: string): string[] {
  const plain = q
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '');
  return [...new Set(plain.split(/\s+/).filter((word) => word !== ''))].slice(0, MAX_WORDS);
}

/**
 * A condition for `registration r` that holds for exactly what a selection means, without the edition. Appends its values to
 * `parameters` and names them by their places there, so that it can stand in any statement.
 */
export function registrationFilterSql(selection: RegistrationSelection, parameters: unknown[]): string {
  const { status, category, institution, checkedIn, q } = selection;
  const value = (one: unknown) => `$${parameters.push(one)}`;
  const conditions = [
    ...(status === undefined ? [] : [`r.status = ${value(status)}`]),
    ...(category === undefined ? [] : [`r.category_id = ${value(category)}::uuid`]),
    ...(institution === undefined
      ? []
      : [`r.institution_id = (SELECT id FROM institution WHERE slug = ${value(institution)})`]),
    ...(checkedIn === undefined ? [] : [`r.checked_in_at IS ${checkedIn ? 'NOT NULL' : 'NULL'}`]),
    ...searchWords(q ?? '').map((word) => `r.search_text LIKE ${value(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`),
  ];
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}
