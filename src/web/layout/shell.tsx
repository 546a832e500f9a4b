import { type ComponentChildren } from 'preact';
import { LOCALES, type Locale } from '../../kernel/locale.js';
import { hrefWith } from './hrefs.js';
import { BrandMark } from './icons.js';
import { SearchForm } from './search-form.js';
import { useView } from './view-context.js';

const LANGUAGES: Record<Locale, { short: string; name: string; openGraph: string }> = {
  en: { short: 'EN', name: 'English', openGraph: 'en_GB' },
  'zh-Hans': { short: '简体', name: '简体中文', openGraph: 'zh_CN' },
  'zh-Hant': { short: '繁體', name: '繁體中文', openGraph: 'zh_TW' },
};

/** What a language calls itself. */
export const languageName = (locale: Locale): string => LANGUAGES[locale].name;

/** The same page in another language; the server keeps the choice in a cookie. */
export function LanguageSwitch() {
  const { t, locale, path } = useView();
  return (
    <nav class="lang" aria-label={t('shell.language')}>
      {LOCALES.map((other) => {
        const { short, name } = LANGUAGES[other];
        const label = short === name.slice(0, short.length) ? name : `${short}, ${name}`;
        return (
          <a
            key={other}
            href={hrefWith(path, { lang: other })}
            lang={other}
            hreflang={other}
            aria-label={label}
            aria-current={other === locale ? 'true' : undefined}
          >
            {short}
          </a>
        );
      })}
    </nav>
  );
}

interface HeadProps {
  title: string;
  description?: string;
  /** Where this page has its address of record. Left out: the page is not for search engines. */
  canonical?: string;
  scripts?: readonly string[];
  /** Style sheets that only this page needs. */
  styles?: readonly string[];
  children?: ComponentChildren;
}

export function Head({ title, description, canonical, scripts = [], styles = [], children }: HeadProps) {
  const { assets, origin, locale, account, formToken } = useView();
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      {canonical ? (
        <>
          <link rel="canonical" href={origin + canonical} />
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content="Symposia" />
          <meta property="og:title" content={title} />
          {description && <meta property="og:description" content={description} />}
          <meta property="og:url" content={origin + canonical} />
          <meta property="og:locale" content={LANGUAGES[locale].openGraph} />
          <meta name="twitter:card" content="summary" />
        </>
      ) : (
        <>
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="no-referrer" />
        </>
      )}
      {account && <meta name="csrf-token" content={formToken()} />}
      <link rel="icon" href={assets.url('icon.svg')} type="image/svg+xml" />
      {['site.css', ...styles].map((name) => (
        <link key={name} rel="stylesheet" href={assets.url(name)} />
      ))}
      {['zone.js', 'form.js', ...scripts].map((name) => (
        <script key={name} type="module" src={assets.url(name)} />
      ))}
      {children}
    </head>
  );
}

export type Place = 'home' | 'search' | 'account' | 'sign-in' | 'mailbox';

interface ShellProps extends Omit<HeadProps, 'children'> {
  /** Which entry of the main navigation this page belongs to. */
  place?: Place;
  /** What goes into the head besides. */
  head?: ComponentChildren;
  /** `wrap` for pages without full-width parts. */
  mainClass?: string;
  children: ComponentChildren;
}

/** The frame of every public page. */
export function Shell({ place, head, mainClass, children, title, ...rest }: ShellProps) {
  const { t, locale, readerZoneKnown, path, account, mailbox } = useView();
  const current = (entry: Place) => (place === entry ? 'page' : undefined);
  return (
    <html lang={locale} data-zone={readerZoneKnown ? undefined : 'unknown'}>
      <Head title={title === 'Symposia' ? title : `${title} · Symposia`} {...rest}>
        {head}
      </Head>
      <body>
        <a class="skip" href="#main">
          {t('shell.skip')}
        </a>
        <header class="site-header">
          <div class="wrap">
            <a class="brand" href="/" aria-label={t('shell.home')}>
              <BrandMark /> <span lang="en">Symposia</span>
            </a>
            <nav class="site-nav" aria-label={t('shell.main')}>
              <ul role="list">
                <li>
                  <a href="/" aria-current={current('home')}>
                    {t('nav.events')}
                  </a>
                </li>
                <li class={place === 'search' ? undefined : 'search-link'}>
                  <a href="/search" aria-current={current('search')}>
                    {t('search.title')}
                  </a>
                </li>
                <li>
                  {account ? (
                    <a href="/organise">{t('nav.organise')}</a>
                  ) : (
                    <a href="/sign-in" aria-current={current('sign-in')}>
                      {t('nav.signIn')}
                    </a>
                  )}
                </li>
                {account && (
                  <li>
                    <a href="/account" aria-current={current('account')}>
                      {t('account.title')}
                    </a>
                  </li>
                )}
                {mailbox && (
                  <li>
                    <a href="/mailbox" aria-current={current('mailbox')}>
                      {t('nav.mailbox')}
                    </a>
                  </li>
                )}
              </ul>
            </nav>
            {place !== 'search' && <SearchForm />}
            <LanguageSwitch />
          </div>
        </header>
        <main id="main" class={mainClass} tabIndex={-1}>
          {children}
        </main>
        <footer class="site-footer">
          <div class="wrap">
            <p>{t('footer.times')}</p>
            <p>
              <a href="/institutions">{t('institution.all')}</a>
            </p>
            <p>
              <a href={hrefWith('/time-zone', { to: path })} rel="nofollow">
                {t('zone.change')}
              </a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}
