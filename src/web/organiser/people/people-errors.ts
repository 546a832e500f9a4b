import {
  AlreadyAccepted,
  DuplicateAccount,
  DuplicateRole,
  LastAdministrator,
} from '../../../features/accounts/index.js';
import { type FieldError, InvalidInput, StaleVersion } from '../../../kernel/domain-error.js';
import { type Explain } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';

/** Why something was not done, as the address of the next page says (`?refused=`). */
export const REFUSED = {
  'last-administrator': 'people.refused.lastAdministrator',
  'duplicate-role': 'people.refused.duplicateRole',
  'already-accepted': 'people.refused.alreadyAccepted',
  'stale-version': 'people.refused.stale',
} as const satisfies Record<string, TextKey>;

/** The word for an error that leaves everything as it was. @throws whatever else it is */
export function refusedWord(error: unknown): keyof typeof REFUSED {
  if (error instanceof LastAdministrator || error instanceof DuplicateRole || error instanceof AlreadyAccepted) {
    return error.code;
  }
  if (error instanceof StaleVersion) return error.code;
  throw error;
}

/** What a form about a person shows of an error. @throws whatever else it is */
export function personErrors(error: unknown): readonly FieldError[] {
  if (error instanceof InvalidInput) return error.errors;
  if (error instanceof DuplicateAccount) return [{ path: 'email', code: error.code, message: error.message }];
  if (error instanceof StaleVersion) return [{ path: '', code: error.code, message: error.message }];
  throw error;
}

/** Words for what is wrong in a form about a person. */
export function useExplain(): Explain {
  const { t } = useView();
  return ({ path, code }) => {
    if (code === 'duplicate-account') return t('people.error.duplicate');
    if (code === 'stale-version') return t('people.refused.stale');
    switch (path.split('.')[0]) {
      case 'email':
        return t('register.error.email');
      case 'name':
        return t('register.error.name');
      case 'locale':
        return t('register.error.locale');
      case 'role':
        return t('people.error.role');
      case 'where':
        return t('people.error.where');
      default:
        return t('form.error.other');
    }
  };
}
