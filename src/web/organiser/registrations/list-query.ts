import {
  RegistrationFilter,
  RegistrationSelection,
  type RegistrationSort,
  type SortedSelection,
} from '../../../features/registration/index.js';
import { type Answers, textOf } from '../../form-answers.js';
import { hrefWith } from '../../layout/hrefs.js';

/** The list of the console begins with whoever came last. */
const FIRST: RegistrationSort = '-created';

/** What is asked for, from an address or a form. What cannot be read is left out: a list is shown in any case. */
export function filterOf(given: Answers): RegistrationFilter {
  const entries = Object.keys(RegistrationFilter.shape).flatMap((name) => {
    const text = textOf(given, name);
    const field = RegistrationFilter.shape[name as keyof typeof RegistrationFilter.shape];
    return text !== undefined && field.safeParse(text).success ? [[name, text]] : [];
  });
  return RegistrationFilter.parse({ sort: FIRST, ...(Object.fromEntries(entries) as object) });
}

/** The parameters that mean the same list, without where in it the reader is. */
export function parametersOf({ sort, ...filter }: SortedSelection): Record<string, string | null> {
  const { status, category, institution, checkedIn, q } = filter;
  return {
    status: status ?? null,
    category: category ?? null,
    institution: institution ?? null,
    checkedIn: checkedIn === undefined ? null : String(checkedIn),
    q: q ?? null,
    sort: sort === FIRST ? null : sort,
  };
}

/** The address of a list or a file with this filter. */
export const listHref = (
  path: string,
  filter: SortedSelection,
  more: Record<string, string | number | null> = {},
): string => hrefWith(path, { ...parametersOf(filter), ...more });

/** Whether it leaves anybody out, whatever the status. */
export function isNarrowed(selection: RegistrationSelection): boolean {
  const { category, institution, checkedIn, q } = selection;
  return [category, institution, checkedIn, q || undefined].some((value) => value !== undefined);
}

/** The selection alone, as it is given to whoever works on it. */
export function selectionOf(filter: RegistrationFilter): SortedSelection {
  return { ...RegistrationSelection.parse(filter), sort: filter.sort };
}
