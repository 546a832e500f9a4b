import { type ComponentChildren } from 'preact';
import { PostForm } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type TextKey } from '../texts.js';

const PLACES = [
  { place: 'profile', href: '/account', text: 'account.title' },
  { place: 'second-factor', href: '/account/second-factor', text: 'account.factor.title' },
  { place: 'tokens', href: '/account/tokens', text: 'account.tokens.title' },
] as const satisfies { place: string; href: string; text: TextKey }[];

/** The frame of somebody's own pages. */
export function AccountFrame({
  place,
  lede,
  done,
  isWrong,
  scripts,
  children,
}: {
  place: (typeof PLACES)[number]['place'];
  lede?: ComponentChildren;
  done?: string | null;
  /** Is a form shown again with errors? */
  isWrong?: boolean;
  scripts?: readonly string[];
  children: ComponentChildren;
}) {
  const { t } = useView();
  const title = t(PLACES.find((one) => one.place === place)!.text);
  return (
    <Shell title={isWrong ? t('form.errorTitle', { title }) : title} place="account" mainClass="wrap" scripts={scripts}>
      <div class="masthead">
        <h1>{title}</h1>
        {lede && <p class="lede">{lede}</p>}
      </div>
      <nav class="tabs no-print" aria-label={t('account.title')}>
        {PLACES.map((one) => (
          <a key={one.place} href={one.href} aria-current={one.place === place ? 'page' : undefined}>
            {t(one.text)}
          </a>
        ))}
      </nav>
      <div class="long-form">
        {done && (
          <p class="note done-note" role="status">
            {done}
          </p>
        )}
        {children}
        <PostForm action="/sign-out" class="row account-end no-print">
          <button class="btn" type="submit">
            {t('signIn.out')}
          </button>
        </PostForm>
      </div>
    </Shell>
  );
}
