import { type LinkDetails } from '../../features/accounts/index.js';
import { Email } from '../layout/email.js';
import { EMPTY_FORM, ErrorSummary, PostForm, TextField } from '../layout/form.js';
import { Name } from '../layout/localised.js';
import { Shell } from '../layout/shell.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type TextKey } from '../texts.js';
import { type AccountForm, useExplain } from './account-form.js';

/** What people ask to be mailed. */
export type AskedLink = 'sign-in' | 'password-reset';

const ASK: Record<AskedLink, { action: string; title: TextKey; lede: TextKey; button: TextKey; sent: TextKey }> = {
  'sign-in': {
    action: '/sign-in/link',
    title: 'account.link.title',
    lede: 'account.link.lede',
    button: 'account.link.ask',
    sent: 'account.link.sent',
  },
  'password-reset': {
    action: '/reset-password',
    title: 'account.reset.title',
    lede: 'account.reset.lede',
    button: 'account.reset.ask',
    sent: 'account.reset.sent',
  },
};

function AskForm({ kind, form }: { kind: AskedLink; form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  return (
    <>
      <ErrorSummary form={form} explain={explain} />
      <PostForm action={ASK[kind].action}>
        <TextField
          name="email"
          type="email"
          inputMode="email"
          autocomplete="username"
          verbatim
          label={t('register.email')}
          form={form}
          explain={explain}
        />
        <div class="row">
          <button class="btn btn-primary btn-l" type="submit">
            {t(ASK[kind].button)}
          </button>
          <a class="btn btn-quiet" href="/sign-in">
            {t('account.link.byPassword')}
          </a>
        </div>
      </PostForm>
    </>
  );
}

/** `/sign-in/link` and `/reset-password`: asks where to mail the link. Once it is sent, the same is said to everybody. */
export function AskLinkPage({ kind, form, sent }: { kind: AskedLink; form: AccountForm; sent: boolean }) {
  const { t } = useView();
  const title = t(sent ? 'account.link.sentTitle' : ASK[kind].title);
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">{t(sent ? ASK[kind].sent : ASK[kind].lede)}</p>
      </div>
      {sent ? (
        <div class="stack">
          <p>{t('account.link.sentNote')}</p>
          <div class="row">
            <a class="btn" href={ASK[kind].action}>
              {t('account.link.again')}
            </a>
            <a class="btn btn-quiet" href="/sign-in">
              {t('account.link.byPassword')}
            </a>
          </div>
        </div>
      ) : (
        <div class="stack-l">
          <AskForm kind={kind} form={form} />
        </div>
      )}
    </Shell>
  );
}

/** A link that opens nothing any more, with the form for a new one. */
export function DeadLinkPage({ kind }: { kind: AskedLink | 'invitation' }) {
  const { t } = useView();
  const asked = kind === 'invitation' ? 'sign-in' : kind;
  return (
    <Shell title={t('account.dead.title')} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <p class="crumb num">410</p>
        <h1>{t('account.dead.title')}</h1>
        <p class="lede">{t('account.dead.what')}</p>
      </div>
      <div class="stack-l">
        <p>{t(kind === 'invitation' ? 'account.dead.invitation' : 'account.dead.todo')}</p>
        <AskForm kind={asked} form={EMPTY_FORM} />
      </div>
    </Shell>
  );
}

/** `/sign-in/link/{token}`: opening it does nothing yet, since programs that check mails open every link. */
export function SignInLinkPage({ token, link }: { token: string; link: LinkDetails }) {
  const { t, readerZone } = useView();
  return (
    <Shell title={t('signIn.title')} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{t('signIn.title')}</h1>
        <p class="lede">
          <Name>{link.name}</Name> · <Email>{link.email}</Email>
        </p>
      </div>
      <PostForm action={`/sign-in/link/${token}`} class="stack">
        <button class="btn btn-primary btn-l" type="submit">
          {t('account.link.use')}
        </button>
        <p class="small muted">
          {t('account.link.once')} <At instant={link.expiresAt} zone={readerZone} />
        </p>
      </PostForm>
    </Shell>
  );
}

/** `/reset-password/{token}` */
export function ResetPasswordPage({ token, link, form }: { token: string; link: LinkDetails; form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  const title = t('account.reset.newTitle');
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">
          <Name>{link.name}</Name> · <Email>{link.email}</Email>
        </p>
      </div>
      <div class="stack-l">
        <ErrorSummary form={form} explain={explain} />
        <PostForm action={`/reset-password/${token}`}>
          <WhosePassword email={link.email} />
          <TextField
            name="password"
            type="password"
            autocomplete="new-password"
            label={t('account.password.new')}
            help={t('account.password.rules')}
            form={form}
            explain={explain}
          />
          <p class="note">{t('account.reset.effect')}</p>
          <div class="row">
            <button class="btn btn-primary btn-l" type="submit">
              {t('account.reset.set')}
            </button>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}

/** `/invitation/{token}` */
export function InvitationPage({ token, link, form }: { token: string; link: LinkDetails; form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  const common = { form, explain };
  const title = t('account.invitation.title');
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="sign-in" mainClass="wrap">
      <div class="masthead">
        <h1>{title}</h1>
        <p class="lede">{t('account.invitation.lede')}</p>
      </div>
      <div class="stack-l">
        <ErrorSummary form={form} explain={explain} />
        <PostForm action={`/invitation/${token}`}>
          <WhosePassword email={link.email} />
          <p>
            {t('register.email')}: <Email>{link.email}</Email>
          </p>
          <TextField name="name" autocomplete="name" label={t('register.name')} maxLength={200} {...common} />
          <TextField
            name="password"
            type="password"
            autocomplete="new-password"
            optional
            label={t('account.password.choose')}
            help={t('account.invitation.passwordHelp')}
            {...common}
          />
          <div class="row">
            <button class="btn btn-primary btn-l" type="submit">
              {t('account.invitation.accept')}
            </button>
          </div>
        </PostForm>
      </div>
    </Shell>
  );
}

/** For password managers: whose password it is that is being set. */
export function WhosePassword({ email }: { email: string }) {
  return <input type="text" name="username" autocomplete="username" value={email} readOnly hidden />;
}
