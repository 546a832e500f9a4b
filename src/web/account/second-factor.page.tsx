import { type Profile } from '../../features/accounts/index.js';
import { EMPTY_FORM, ErrorSummary, PostForm, TextField } from '../layout/form.js';
import { useView } from '../layout/view-context.js';
import { AccountFrame } from './account-frame.js';
import { Section } from '../layout/section.js';
import { type AccountForm, useExplain } from './account-form.js';
import { QrCode } from '../layout/qr-code.js';

/** Posts to `/account/second-factor/begin`, `…/end` and `…/codes`. */
export interface SecondFactorPageProps {
  profile: Profile;
  /** The one form that was refused, if any. */
  refused?: { form: 'end' | 'codes'; state: AccountForm };
  done: 'ended' | null;
}

/** `/account/second-factor` */
export function SecondFactorPage({ profile, refused, done }: SecondFactorPageProps) {
  const { t } = useView();
  const stateOf = (form: 'end' | 'codes') => (refused?.form === form ? refused.state : EMPTY_FORM);
  return (
    <AccountFrame
      place="second-factor"
      lede={profile.secondFactor ? t('account.factor.on') : t('account.factor.off')}
      isWrong={refused !== undefined}
      done={done && t('account.factor.ended')}
    >
      {profile.secondFactor ? (
        <>
          <Section
            id="codes"
            title={t('account.codes.title')}
            note={t('account.codes.left', { count: profile.recoveryCodesLeft })}
          >
            <CodeForm
              action="/account/second-factor/codes"
              text={t('account.codes.renewText')}
              button={t('account.codes.renew')}
              name="codes"
              form={stateOf('codes')}
            />
          </Section>
          <Section id="end" title={t('account.factor.end')}>
            <CodeForm
              action="/account/second-factor/end"
              text={t('account.factor.endText')}
              button={t('account.factor.end')}
              name="end"
              isDanger
              form={stateOf('end')}
            />
          </Section>
        </>
      ) : (
        <Section id="begin" title={t('account.factor.begin')}>
          <p>{t('account.factor.beginText')}</p>
          <PostForm action="/account/second-factor/begin" class="row">
            <button class="btn btn-primary" type="submit">
              {t('account.factor.begin')}
            </button>
          </PostForm>
        </Section>
      )}
    </AccountFrame>
  );
}

/** Asks for a code of the app, or a recovery code, before something is done. */
function CodeForm({
  action,
  text,
  button,
  name,
  isDanger,
  form,
}: {
  action: string;
  text: string;
  button: string;
  /** Of the field: there are two of them on the page. */
  name: string;
  isDanger?: boolean;
  form: AccountForm;
}) {
  const { t } = useView();
  const words = useExplain(form);
  const errors = form.errors.map((error) => (error.path === 'code' ? { ...error, path: name } : error));
  const explain: typeof words = (error) => words(error.path === name ? { ...error, path: 'code' } : error);
  const common = { form: { ...form, errors }, explain };
  return (
    <>
      <ErrorSummary {...common} />
      <PostForm action={action}>
        <p>{text}</p>
        <TextField
          name={name}
          label={t('account.code.label')}
          help={t('account.code.either')}
          autocomplete="one-time-code"
          verbatim
          {...common}
        />
        <div class="row">
          <button class={isDanger ? 'btn btn-danger' : 'btn'} type="submit">
            {button}
          </button>
        </div>
      </PostForm>
    </>
  );
}

/** The answer to `/account/second-factor/begin`: shown once, and counts once a code of it is confirmed. */
export function BeginSecondFactorPage({ secret, uri, form }: { secret: string; uri: string; form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  return (
    <AccountFrame place="second-factor" lede={t('account.factor.off')} isWrong={form.errors.length > 0}>
      <Section id="scan" title={t('account.factor.scan')} note={t('account.factor.scanNote')}>
        <QrCode text={uri} label={t('account.factor.qr')} />
        <p>{t('account.factor.type')}</p>
        <p class="key num notranslate">{(secret.match(/.{1,4}/g) ?? []).join(' ')}</p>
      </Section>
      <Section id="confirm" title={t('account.factor.confirm')} note={t('account.factor.confirmNote')}>
        <ErrorSummary form={form} explain={explain} />
        <PostForm action="/account/second-factor/confirm">
          <input type="hidden" name="secret" value={secret} />
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
          <div class="row">
            <button class="btn btn-primary" type="submit">
              {t('account.factor.confirmAction')}
            </button>
            <a class="btn btn-quiet" href="/account/second-factor">
              {t('account.factor.notNow')}
            </a>
          </div>
        </PostForm>
      </Section>
    </AccountFrame>
  );
}

/** New recovery codes, for this one time. */
export function RecoveryCodesPage({ codes, isNew }: { codes: readonly string[]; isNew: boolean }) {
  const { t } = useView();
  return (
    <AccountFrame
      place="second-factor"
      lede={t('account.factor.on')}
      done={isNew ? t('account.factor.confirmed') : t('account.codes.renewed')}
      scripts={['keys.js']}
    >
      <Section id="codes" title={t('account.codes.title')} note={t('account.codes.note')}>
        <ShownOnce text={codes.join('\n')} label={t('account.codes.title')} rows={codes.length} />
        <div class="row no-print">
          <a class="btn btn-primary" href="/account/second-factor">
            {t('account.codes.kept')}
          </a>
        </div>
      </Section>
    </AccountFrame>
  );
}

/** A secret to be copied or printed: one field, so that it can be selected as a whole without a script. */
export function ShownOnce({ text, label, rows }: { text: string; label: string; rows: number }) {
  const { t } = useView();
  return (
    <>
      <textarea class="input key" id="shown-once" readOnly rows={rows} spellcheck={false} aria-label={label}>
        {text}
      </textarea>
      <div class="row no-print">
        <button class="btn" type="button" data-copy="shown-once" data-copied={t('account.shown.copied')} hidden>
          {t('account.shown.copy')}
        </button>
        <button class="btn" type="button" data-print hidden>
          {t('account.shown.print')}
        </button>
        <span class="small" role="status" data-copy-status />
      </div>
    </>
  );
}
