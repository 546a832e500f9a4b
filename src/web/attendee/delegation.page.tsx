import { type Delegate, type InvitationDetails } from '../../features/registration/index.js';
import { textIn } from '../../kernel/locale.js';
import { EmptyList, TableHead } from '../layout/data-table.js';
import { EditionName, editionName, WhenLine } from '../layout/edition.js';
import { Email } from '../layout/email.js';
import { Checkbox, ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../layout/form.js';
import { Localised, Name } from '../layout/localised.js';
import { Section } from '../layout/section.js';
import { Shell } from '../layout/shell.js';
import { RegistrationStatusMark } from '../layout/status.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { becameText, explainDelegation, type NamedDelegate } from './delegation-form.js';
import { LocaleSelect } from './register.page.js';

export const DELEGATION_DONE = {
  named: 'delegation.done.named',
  cancelled: 'delegation.done.cancelled',
} as const satisfies Record<string, TextKey>;

/**
 * Forms: `one` posts `name, nativeName, email, affiliation, locale, consent`, `many` posts `list, listLocale, agreed`; each
 * delegate has a button that posts to `…/delegates/{id}/cancel`.
 */
export interface DelegationPageProps {
  token: string;
  edition: EditionRef;
  delegation: InvitationDetails;
  delegates: Delegate[];
  /** Can anybody be named now? */
  open: boolean;
  /** Which form is shown again, with what was wrong. */
  one: FormState;
  many: FormState;
  /** What became of those who have just been named. */
  named: NamedDelegate[];
  done: keyof typeof DELEGATION_DONE | null;
}

const LIVE: readonly string[] = ['confirmed', 'offered', 'waitlisted', 'pending'];

/** `/delegation/{token}`: for whoever names an institution's delegates. */
export function DelegationPage(props: DelegationPageProps) {
  const { edition, delegation, delegates, one, many, named, done, open } = props;
  const { t, locale } = useView();
  const title = t('delegation.title', { event: editionName(edition, locale, t) });
  const hasErrors = one.errors.length + many.errors.length > 0;
  const live = delegates.filter(({ status }) => LIVE.includes(status)).length;
  const isFull = delegation.quota !== null && Math.max(live, delegation.quota.taken) >= delegation.quota.capacity;
  return (
    <Shell title={hasErrors ? t('form.errorTitle', { title }) : title} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{t('delegation.heading', { institution: textIn(delegation.institution?.name, locale) })}</h1>
        <p class="lede">
          <WhenLine when={edition.when} />
        </p>
      </div>
      <div class="stack">
        {done && (
          <p class="note done-note" role="status">
            {t(DELEGATION_DONE[done])}
          </p>
        )}
        {named.length > 0 && <Named named={named} />}
        <ErrorSummary form={one.errors.length > 0 ? one : many} explain={explainDelegation(t)} />
        <Places {...props} live={live} />
      </div>
      <Section id="delegates" title={t('delegation.delegates')} note={t('delegation.delegatesNote')}>
        <Delegates {...props} />
      </Section>
      {open && !isFull && (
        <>
          <Section id="one" title={t('delegation.nameOne')} note={t('delegation.nameNote')}>
            <OneForm {...props} />
          </Section>
          <Section id="many" title={t('delegation.nameMany')} note={t('delegation.manyNote')}>
            <ManyForm {...props} />
          </Section>
        </>
      )}
      {open && isFull && <p class="note">{t('delegation.full')}</p>}
      {!open && <p class="note">{t('delegation.closed')}</p>}
      <p class="small muted">{t('delegation.private')}</p>
    </Shell>
  );
}

function Named({ named }: Pick<DelegationPageProps, 'named'>) {
  const { t } = useView();
  const refused = named.filter(({ status }) => status === null).length;
  return (
    <div class="note" data-is={refused > 0 ? 'warn' : undefined} role="status">
      <ul>
        {named.map((one, index) => (
          <li key={index}>
            <Name>{one.text}</Name> – {becameText(one, t)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Places({ delegation, edition, live }: DelegationPageProps & { live: number }) {
  const { t } = useView();
  const { category, quota, expiresAt } = delegation;
  return (
    <dl class="facts">
      <div>
        <dt>{t('manage.category')}</dt>
        <dd>
          <Localised text={category.name} />
          {t('list.comma')}
          {category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
        </dd>
      </div>
      <div>
        <dt>{t('delegation.places')}</dt>
        <dd>
          {quota ? t('delegation.placesOf', { taken: quota.taken, capacity: quota.capacity }) : t('delegation.noLimit')}
        </dd>
      </div>
      <div>
        <dt>{t('delegation.namedSoFar')}</dt>
        <dd>{live}</dd>
      </div>
      {expiresAt && (
        <div>
          <dt>{t('delegation.until')}</dt>
          <dd>
            <At instant={expiresAt} zone={edition.when.timeZone ?? 'UTC'} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Delegates({ token, delegates }: DelegationPageProps) {
  const { t } = useView();
  if (delegates.length === 0) {
    return <EmptyList clear={null} title={t('delegation.nobody')} text={t('delegation.nobodyText')} />;
  }
  const columns = { name: t('register.name'), email: t('register.email'), state: t('console.state') };
  return (
    <div class="data">
      <table role="table">
        <TableHead
          columns={[
            ...Object.values(columns).map((text) => ({ text })),
            { text: t('delegation.change'), isHidden: true },
          ]}
        />
        <tbody role="rowgroup">
          {delegates.map((delegate) => (
            <tr role="row" key={delegate.id}>
              <th role="rowheader" scope="row">
                <Name>{delegate.name}</Name>
                {delegate.nativeName && (
                  <>
                    {' '}
                    <Name>{delegate.nativeName}</Name>
                  </>
                )}
                {delegate.affiliation && (
                  <>
                    <br />
                    <span class="small muted regular">
                      <Name>{delegate.affiliation}</Name>
                    </span>
                  </>
                )}
              </th>
              <td role="cell" data-label={columns.email}>
                <Email>{delegate.email}</Email>
              </td>
              <td role="cell" data-label={columns.state}>
                <RegistrationStatusMark status={delegate.status} />
              </td>
              <td role="cell">{LIVE.includes(delegate.status) && <Cancel token={token} delegate={delegate} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cancel({ token, delegate }: { token: string; delegate: Delegate }) {
  const { t } = useView();
  return (
    <details>
      <summary>
        {t('delegation.cancelAsk')} <span class="vh">{delegate.name}</span>
      </summary>
      <div class="stack">
        <p class="small">{t('delegation.cancelText')}</p>
        <PostForm action={`/delegation/${token}/delegates/${delegate.id}/cancel`} class="row">
          <button class="btn btn-danger" type="submit">
            {t('delegation.cancel')}
          </button>
        </PostForm>
      </div>
    </details>
  );
}

function OneForm({ token, one: form, delegation }: DelegationPageProps) {
  const { t } = useView();
  const common = { form, explain: explainDelegation(t) };
  return (
    <PostForm action={`/delegation/${token}`}>
      <TextField name="name" label={t('register.name')} help={t('register.nameHelp')} maxLength={200} {...common} />
      <TextField name="nativeName" label={t('delegation.nativeName')} optional maxLength={200} {...common} />
      <TextField
        name="email"
        type="email"
        inputMode="email"
        verbatim
        label={t('register.email')}
        help={t('delegation.emailHelp')}
        maxLength={254}
        {...common}
      />
      <TextField name="affiliation" label={t('delegation.affiliation')} optional maxLength={300} {...common} />
      <Field name="locale" label={t('delegation.locale')} {...common}>
        {(control) => <LocaleSelect {...control} value={valueOf(form, 'locale', delegation.locale)} />}
      </Field>
      <Checkbox name="consent" required {...common}>
        {t('delegation.consent')}
      </Checkbox>
      <div class="row">
        <button class="btn btn-primary btn-l" type="submit">
          {t('delegation.name')}
        </button>
      </div>
    </PostForm>
  );
}

/** Its fields stand on one page with those of the other form, so they have other names. */
function ManyForm({ token, many: form, delegation }: DelegationPageProps) {
  const { t } = useView();
  const common = { form, explain: explainDelegation(t) };
  return (
    <PostForm action={`/delegation/${token}/many`}>
      <Field name="list" label={t('delegation.list')} help={t('delegation.listHelp')} {...common}>
        {(control) => (
          <textarea
            class="input"
            rows={6}
            maxLength={50_000}
            required
            spellcheck={false}
            placeholder={'Ada Lovelace, ada@example.org\n陈伟, wei@example.org'}
            {...control}
            value={valueOf(form, 'list')}
          />
        )}
      </Field>
      <Field name="listLocale" label={t('delegation.locale')} {...common}>
        {(control) => <LocaleSelect {...control} value={valueOf(form, 'listLocale', delegation.locale)} />}
      </Field>
      <Checkbox name="agreed" required {...common}>
        {t('delegation.consentMany')}
      </Checkbox>
      <div class="row">
        <button class="btn" type="submit">
          {t('delegation.nameAll')}
        </button>
      </div>
    </PostForm>
  );
}

/** A link that was withdrawn, has expired, or never was one. */
export function DeadDelegationPage() {
  const { t } = useView();
  return (
    <Shell title={t('delegation.deadTitle')} mainClass="wrap">
      <div class="masthead">
        <h1>{t('delegation.deadTitle')}</h1>
        <p class="lede">{t('delegation.dead')}</p>
      </div>
      <p>
        <a class="btn btn-primary" href="/">
          {t('nav.events')}
        </a>
      </p>
    </Shell>
  );
}
