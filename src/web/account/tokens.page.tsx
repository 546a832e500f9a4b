import { type TokenDetails } from '../../features/accounts/index.js';
import { TableHead } from '../layout/data-table.js';
import { ErrorSummary, Field, FieldGroup, PostForm, TextField, valueOf } from '../layout/form.js';
import { Name } from '../layout/localised.js';
import { Pager } from '../layout/pager.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type TextKey } from '../texts.js';
import { AccountFrame } from './account-frame.js';
import { Section } from '../layout/section.js';
import { type AccountForm, useExplain } from './account-form.js';
import { ShownOnce } from './second-factor.page.js';

/** For how many days a token is good; `never` until it is revoked. */
export const TOKEN_LIVES = ['30', '90', '365', 'never'] as const;
const LIFE: Record<(typeof TOKEN_LIVES)[number], TextKey> = {
  '30': 'account.tokens.days30',
  '90': 'account.tokens.days90',
  '365': 'account.tokens.days365',
  never: 'account.tokens.never',
};

/** Posts `tokenName, scope, life` to `/account/tokens`, and to `/account/tokens/{id}/revoke`. */
export interface TokensPageProps {
  tokens: TokenDetails[];
  next: string | null;
  form: AccountForm;
  done: 'revoked' | null;
}

/** `/account/tokens` */
export function TokensPage({ tokens, next, form, done }: TokensPageProps) {
  const { t } = useView();
  return (
    <AccountFrame
      place="tokens"
      lede={t('account.tokens.lede')}
      isWrong={form.errors.length > 0}
      done={done && t('account.tokens.revoked')}
    >
      <Section id="new" title={t('account.tokens.new')} note={t('account.tokens.newNote')}>
        <NewToken form={form} />
      </Section>
      <Section id="tokens" title={t('account.tokens.yours')}>
        {tokens.length === 0 ? <p class="muted">{t('account.tokens.none')}</p> : <Tokens tokens={tokens} />}
        <Pager next={next} />
      </Section>
    </AccountFrame>
  );
}

function NewToken({ form }: { form: AccountForm }) {
  const { t } = useView();
  const explain = useExplain(form);
  const common = { form, explain };
  return (
    <>
      <ErrorSummary {...common} />
      <PostForm action="/account/tokens">
        <TextField
          name="tokenName"
          label={t('account.tokens.name')}
          help={t('account.tokens.nameHelp')}
          autocomplete="off"
          maxLength={100}
          {...common}
        />
        <FieldGroup name="scope" label={t('account.tokens.scope')} {...common}>
          {[
            { value: 'read', text: t('account.tokens.read') },
            { value: 'write', text: t('account.tokens.write') },
          ].map(({ value, text }) => (
            <label class="choice" key={value}>
              <input type="radio" name="scope" value={value} checked={valueOf(form, 'scope', 'read') === value} />
              <span>{text}</span>
            </label>
          ))}
        </FieldGroup>
        <Field name="life" label={t('account.tokens.life')} {...common}>
          {(control) => (
            <select class="input" {...control}>
              {TOKEN_LIVES.map((life) => (
                <option key={life} value={life} selected={valueOf(form, 'life', '90') === life}>
                  {t(LIFE[life])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="row">
          <button class="btn btn-primary" type="submit">
            {t('account.tokens.make')}
          </button>
        </div>
      </PostForm>
    </>
  );
}

function Tokens({ tokens }: { tokens: TokenDetails[] }) {
  const { t, readerZone, now } = useView();
  return (
    <div class="data">
      <table role="table">
        <caption class="vh">{t('account.tokens.yours')}</caption>
        <TableHead
          columns={[
            { text: t('account.tokens.name') },
            { text: t('account.tokens.scope') },
            { text: t('account.tokens.lastUsed') },
            { text: t('account.tokens.until') },
            { text: t('account.tokens.revoke'), isHidden: true },
          ]}
        />
        <tbody role="rowgroup">
          {tokens.map((token) => (
            <tr role="row" key={token.id}>
              <th role="rowheader" scope="row">
                <Name>{token.name}</Name>
              </th>
              <td role="cell" data-label={t('account.tokens.scope')}>
                {token.scopes.includes('write') ? t('account.tokens.write') : t('account.tokens.read')}
              </td>
              <td role="cell" data-label={t('account.tokens.lastUsed')}>
                {token.lastUsedAt ? <At instant={token.lastUsedAt} zone={readerZone} /> : t('account.tokens.unused')}
              </td>
              <td role="cell" data-label={t('account.tokens.until')}>
                {token.expiresAt === null ? (
                  t('account.tokens.never')
                ) : token.expiresAt <= now ? (
                  <span class="status" data-is="cancelled">
                    {t('account.tokens.expired')}
                  </span>
                ) : (
                  <At instant={token.expiresAt} zone={readerZone} />
                )}
              </td>
              <td role="cell">
                <details>
                  <summary>
                    {t('account.tokens.revoke')}
                    <span class="vh"> {token.name}</span>
                  </summary>
                  <div class="stack">
                    <p>{t('account.tokens.revokeText', { name: token.name })}</p>
                    <PostForm action={`/account/tokens/${token.id}/revoke`} class="row">
                      <button class="btn btn-danger" type="submit">
                        {t('account.tokens.revoke')}
                      </button>
                    </PostForm>
                  </div>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The answer to `/account/tokens`: the token itself, for this one time. */
export function NewTokenPage({ name, token }: { name: string; token: string }) {
  const { t } = useView();
  return (
    <AccountFrame place="tokens" done={t('account.tokens.made', { name })} scripts={['keys.js']}>
      <Section id="token" title={t('account.tokens.token')} note={t('account.tokens.once')}>
        <ShownOnce text={token} label={t('account.tokens.token')} rows={2} />
        <p class="small muted">{t('account.tokens.use')}</p>
        <div class="row no-print">
          <a class="btn btn-primary" href="/account/tokens">
            {t('account.codes.kept')}
          </a>
        </div>
      </Section>
    </AccountFrame>
  );
}
