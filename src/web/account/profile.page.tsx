import { type Profile, type SessionDetails } from '../../features/accounts/index.js';
import { LOCALES } from '../../kernel/locale.js';
import { TableHead } from '../layout/data-table.js';
import { Email } from '../layout/email.js';
import { EMPTY_FORM, ErrorSummary, Field, PostForm, TextField, valueOf } from '../layout/form.js';
import { languageName } from '../layout/shell.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { AccountFrame } from './account-frame.js';
import { Section } from '../layout/section.js';
import { type AccountForm, useExplain } from './account-form.js';
import { deviceOf } from './device.js';
import { WhosePassword } from './links.page.js';

/** Posts to `/account`, `/account/password`, `/account/sessions/end-others` and `/account/sessions/{id}/end`. */
export interface ProfilePageProps {
  profile: Profile;
  sessions: SessionDetails[];
  /** The one form that was refused, if any. */
  refused?: { form: 'profile' | 'password'; state: AccountForm };
  done: 'profile' | 'password' | 'session' | 'sessions' | null;
}

/** `/account` */
export function ProfilePage({ profile, sessions, refused, done }: ProfilePageProps) {
  const { t } = useView();
  const stateOf = (form: 'profile' | 'password') => (refused?.form === form ? refused.state : null);
  return (
    <AccountFrame
      place="profile"
      lede={<Email>{profile.email}</Email>}
      isWrong={refused !== undefined}
      done={
        done === null
          ? null
          : {
              profile: t('account.done.profile'),
              password: t('account.done.password'),
              session: t('account.done.session'),
              sessions: t('account.done.sessions'),
            }[done]
      }
    >
      <Section id="you" title={t('account.you')} note={t('account.youNote')}>
        <ProfileForm
          form={stateOf('profile') ?? { values: { name: profile.name, locale: profile.locale }, errors: [] }}
        />
      </Section>
      <Section
        id="password"
        title={t('signIn.password')}
        note={profile.hasPassword ? t('account.password.note') : t('account.password.none')}
      >
        <PasswordForm profile={profile} form={stateOf('password') ?? EMPTY_FORM} />
      </Section>
      <Section id="sessions" title={t('account.sessions.title')} note={t('account.sessions.note')}>
        <Sessions sessions={sessions} />
      </Section>
    </AccountFrame>
  );
}

function ProfileForm({ form }: { form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  return (
    <>
      <ErrorSummary form={form} explain={explain} />
      <PostForm action="/account">
        <TextField
          name="name"
          autocomplete="name"
          label={t('register.name')}
          maxLength={200}
          form={form}
          explain={explain}
        />
        <Field name="locale" label={t('account.locale')} help={t('account.localeHelp')} form={form} explain={explain}>
          {(control) => (
            <select class="input" {...control}>
              {LOCALES.map((locale) => (
                <option key={locale} value={locale} lang={locale} selected={valueOf(form, 'locale') === locale}>
                  {languageName(locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="row">
          <button class="btn btn-primary" type="submit">
            {t('account.save')}
          </button>
        </div>
      </PostForm>
    </>
  );
}

function PasswordForm({ profile, form }: { profile: Profile; form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  const common = { form, explain };
  return (
    <>
      <ErrorSummary form={form} explain={explain} />
      <PostForm action="/account/password">
        <WhosePassword email={profile.email} />
        {profile.hasPassword && (
          <TextField
            name="current"
            type="password"
            autocomplete="current-password"
            label={t('account.password.current')}
            {...common}
          />
        )}
        <TextField
          name="password"
          type="password"
          autocomplete="new-password"
          label={t('account.password.new')}
          help={t('account.password.rules')}
          {...common}
        />
        <div class="row">
          <button class="btn btn-primary" type="submit">
            {profile.hasPassword ? t('account.password.change') : t('account.password.set')}
          </button>
        </div>
      </PostForm>
    </>
  );
}

function Sessions({ sessions }: { sessions: SessionDetails[] }) {
  const { t, readerZone } = useView();
  return (
    <>
      <div class="data">
        <table role="table">
          <caption class="vh">{t('account.sessions.title')}</caption>
          <TableHead
            columns={[
              { text: t('account.sessions.device') },
              { text: t('account.sessions.from') },
              { text: t('account.sessions.lastSeen') },
              { text: t('account.sessions.since') },
              { text: t('account.sessions.action'), isHidden: true },
            ]}
          />
          <tbody role="rowgroup">
            {sessions.map((session) => (
              <tr role="row" key={session.id}>
                <th role="rowheader" scope="row">
                  <Device userAgent={session.userAgent} />
                </th>
                <td role="cell" data-label={t('account.sessions.from')}>
                  <span class="num">{session.ip ?? '–'}</span>
                </td>
                <td role="cell" data-label={t('account.sessions.lastSeen')}>
                  <At instant={session.lastSeenAt} zone={readerZone} />
                </td>
                <td role="cell" data-label={t('account.sessions.since')}>
                  <At instant={session.createdAt} zone={readerZone} />
                </td>
                <td role="cell">
                  {session.current ? (
                    <span class="status" data-is="confirmed">
                      {t('account.sessions.current')}
                    </span>
                  ) : (
                    <PostForm action={`/account/sessions/${session.id}/end`} class="row">
                      <button class="btn btn-danger" type="submit">
                        {t('account.sessions.end')}
                        <span class="vh">
                          {' '}
                          <Device userAgent={session.userAgent} />
                        </span>
                      </button>
                    </PostForm>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sessions.some(({ current }) => !current) && (
        <PostForm action="/account/sessions/end-others" class="stack">
          <p class="small muted">{t('account.sessions.endOthersNote')}</p>
          <button class="btn btn-danger" type="submit">
            {t('account.sessions.endOthers')}
          </button>
        </PostForm>
      )}
    </>
  );
}

function Device({ userAgent }: { userAgent: string | null }) {
  const { t } = useView();
  const { browser, system } = deviceOf(userAgent);
  if (browser && system) return <>{t('account.sessions.browserOn', { browser, system })}</>;
  return <>{browser ?? system ?? t('account.sessions.unknown')}</>;
}
