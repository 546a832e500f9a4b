import { type FieldError } from '../../kernel/domain-error.js';
import { ErrorSummary, type FormState, PostForm, TextField } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';

/** The form posts `email, password, to` to `/sign-in`. A refusal is one error with an empty path. */
export interface SignInPageProps {
  /** Where to go afterwards: a path of this site. */
  to: string;
  form: FormState;
}

/** `/sign-in` */
export function SignInPage({ to, form }: SignInPageProps) {
  const { t } = useView();
  const explain = ({ path }: FieldError) =>
    path === 'email'
      ? t('register.error.email')
      : path === 'password'
        ? t('signIn.error.password')
        : t('signIn.error.refused');
  const common = { form, explain };
  const title = t('signIn.title');
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">{t('signIn.lede')}</p>
      </div>
      <div class="stack-l">
        <ErrorSummary form={form} explain={explain} />
        <PostForm action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <TextField
            name="email"
            type="email"
            inputMode="email"
            autocomplete="username"
            verbatim
            label={t('register.email')}
            {...common}
          />
          <TextField
            name="password"
            type="password"
            autocomplete="current-password"
            label={t('signIn.password')}
            {...common}
          />
          <div class="row">
            <button class="btn btn-primary btn-l" type="submit">
              {t('signIn.action')}
            </button>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}
