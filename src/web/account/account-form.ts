import { WrongCode, WrongCredentials } from '../../features/accounts/index.js';
import { DomainError, type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { type Explain, type FormState } from '../layout/form.js';
import { useView } from '../layout/view-context.js';

/** A form about somebody's keys. */
export interface AccountForm extends FormState {
  /** Seconds until it may be tried again, after too many attempts. */
  wait?: number;
}

/** How a refused form is shown again. */
export interface Refusal {
  errors: readonly FieldError[];
  status: 401 | 422 | 429;
  wait?: number;
}

/** Seconds that whoever is refused for the crowd, and not for own attempts, should wait. */
const SHORTLY = 5;

/** What a form shows of an error: everything that its sender can put right. @throws whatever else it is */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof InvalidInput) return { errors: error.errors, status: 422 };
  if (error instanceof WrongCredentials) return { errors: [at('', error)], status: 401 };
  if (error instanceof WrongCode) return { errors: [at('code', error)], status: 401 };
  if (error instanceof DomainError && error.kind === 'too-many') {
    return { errors: [at('', error)], status: 429, wait: error.retryAfterSeconds ?? SHORTLY };
  }
  throw error;
}

const at = (path: string, { code, message }: DomainError): FieldError => ({ path, code, message });

/** Words for what is wrong in a form about somebody's keys. */
export function useExplain({ wait = 0 }: AccountForm): Explain {
  const { t } = useView();
  return ({ path, code }) => {
    if (code === 'wrong-credentials') return t('signIn.error.refused');
    if (wait > 0 && path === '') {
      return wait < 90
        ? t('account.error.waitSeconds', { count: wait })
        : t('account.error.waitMinutes', { count: Math.ceil(wait / 60) });
    }
    switch (path) {
      case 'email':
        return t('register.error.email');
      case 'name':
        return t('register.error.name');
      case 'locale':
        return t('register.error.locale');
      case 'current':
        return t('account.error.current');
      case 'code':
        return t('account.error.code');
      case 'password':
        return code === 'common-password'
          ? t('account.error.common')
          : code === 'too-big'
            ? t('account.error.long')
            : code === 'too-small'
              ? t('account.error.short')
              : t('signIn.error.password');
      case 'tokenName':
        return t('account.error.tokenName');
      default:
        return t('form.error.other');
    }
  };
}
