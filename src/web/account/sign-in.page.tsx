import { ErrorSummary, PostForm, TextField } from '../layout/form.js';
import { hrefWith } from '../layout/hrefs.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type AccountForm, useExplain } from './account-form.js';

/** The form posts `email, password, to` to `/sign-in`. */
export interface SignInPageProps {
  /** Where to go afterwards: a path of this site. */
  to: string;
  form: AccountForm;
  done: 'password' | 'signed-out' | null;
}

/** `/sign-in` */
export function SignInPage({ to, form, done }: SignInPageProps) {
  const { t } = useView();
  const explain = useExplain(form);
  const common = { form, explain };
  const title = t('signIn.title');
  return (
    <Shell
      title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title}
      place="sign-in"
      mainClass="wrap"
      // Nobody is signed in here: what a check-in page keeps on the device goes.
      scripts={['check-in-forget.js']}
    >
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">{t('signIn.lede')}</p>
      </div>
      <div class="stack-l">
        {done && (
          <p class="note done-note" role="status">
            {done === 'password' ? t('account.done.passwordSet') : t('account.done.signedOut')}
          </p>
        )}
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
            <a class="btn btn-quiet" href={hrefWith('/sign-in/link', { to })}>
              {t('account.link.mailMe')}
            </a>
            <a class="btn btn-quiet" href="/reset-password">
              {t('account.reset.forgotten')}
            </a>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}

/** The form posts `code, to` to `/sign-in/code`. */
export interface SignInCodePageProps {
  to: string;
  /** Is it a recovery code that is asked for? Those have letters. */
  recovery: boolean;
  form: AccountForm;
}

/** `/sign-in/code`: after the password, for accounts with a second factor. */
export function SignInCodePage({ to, recovery, form }: SignInCodePageProps) {
  const { t } = useView();
  const explain = useExplain(form);
  const title = t('account.code.title');
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">{t('account.code.lede')}</p>
      </div>
      <div class="stack-l">
        <ErrorSummary form={form} explain={explain} />
        <PostForm action="/sign-in/code">
          <input type="hidden" name="to" value={to} />
          {recovery ? (
            <>
              <input type="hidden" name="with" value="recovery" />
              <TextField
                name="code"
                label={t('account.code.recovery')}
                help={t('account.code.recoveryHelp')}
                autocomplete="off"
                verbatim
                form={form}
                explain={explain}
              />
            </>
          ) : (
            <TextField
              name="code"
              label={t('account.code.label')}
              help={t('account.code.help')}
              inputMode="numeric"
              autocomplete="one-time-code"
              verbatim
              form={form}
              explain={explain}
            />
          )}
          <div class="row">
            <button class="btn btn-primary btn-l" type="submit">
              {t('signIn.action')}
            </button>
            <a class="btn btn-quiet" href={hrefWith('/sign-in/code', { to, with: recovery ? null : 'recovery' })}>
              {recovery ? t('account.code.useApp') : t('account.code.useRecovery')}
            </a>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}
