import { type ComponentChildren } from 'preact';
import { PostForm } from './form.js';
import { BrandMark } from './icons.js';
import { SearchForm } from './search-form.js';
import { Name } from './localised.js';
import { Head, LanguageSwitch } from './shell.js';
import { useView } from './view-context.js';

/** The pages of the console that are about no single edition, in the order of their navigation. */
const PLATFORM_PLACES = [
  { place: 'editions', path: '', text: 'console.editions' },
  { place: 'new', path: '/editions/new', text: 'console.new' },
  { place: 'series', path: '/series', text: 'console.series' },
  { place: 'institutions', path: '/institutions', text: 'console.institutions' },
  { place: 'people', path: '/people', text: 'console.people' },
  { place: 'audit', path: '/audit', text: 'console.audit' },
] as const;

/** The pages about one edition. */
const EDITION_PLACES = [
  { place: 'overview', path: '', text: 'console.overview' },
  { place: 'details', path: '/details', text: 'console.details' },
  { place: 'schedule', path: '/schedule', text: 'console.schedule' },
  { place: 'categories', path: '/categories', text: 'console.categories' },
  { place: 'questions', path: '/questions', text: 'console.questions' },
  { place: 'invitations', path: '/invitations', text: 'console.invitations' },
  { place: 'registrations', path: '/registrations', text: 'console.registrations' },
  { place: 'check-in', path: '/check-in', text: 'console.checkIn' },
  { place: 'streams', path: '/streams', text: 'console.streams' },
  { place: 'reminders', path: '/reminders', text: 'console.reminders' },
  { place: 'deliveries', path: '/deliveries', text: 'console.deliveries' },
  { place: 'archive', path: '/archive', text: 'console.archive' },
  { place: 'people', path: '/people', text: 'console.people' },
  { place: 'audit', path: '/audit', text: 'console.audit' },
] as const;

export type ConsolePlace = (typeof PLATFORM_PLACES)[number]['place'] | (typeof EDITION_PLACES)[number]['place'];

/** The edition whose pages the side navigation shows. Counts stand beside their page where the page knows them. */
export interface ConsoleEdition {
  key: string;
  name: string;
  published: boolean;
  registrations?: number;
  deliveries?: number;
}

interface ConsoleProps {
  title: string;
  place: ConsolePlace;
  /** Without one the navigation shows the pages of the whole platform. */
  edition?: ConsoleEdition;
  scripts?: readonly string[];
  /** What goes into the head besides. */
  head?: ComponentChildren;
  children: ComponentChildren;
}

function Navigation({ place, edition }: Pick<ConsoleProps, 'place' | 'edition'>) {
  const { t } = useView();
  const base = edition ? `/organise/editions/${edition.key}` : '/organise';
  const countOf = (entry: string) =>
    entry === 'registrations' ? edition?.registrations : entry === 'deliveries' ? edition?.deliveries : undefined;
  return (
    <nav class="console-nav" aria-label={edition ? t('console.thisEdition') : t('shell.main')}>
      <ul role="list">
        {(edition ? EDITION_PLACES : PLATFORM_PLACES).map((entry) => (
          <li key={entry.place}>
            <a href={base + entry.path} aria-current={place === entry.place ? 'page' : undefined}>
              {t(entry.text)}
              {countOf(entry.place) !== undefined && (
                <>
                  {' '}
                  <span class="count">{countOf(entry.place)}</span>
                </>
              )}
            </a>
          </li>
        ))}
        {edition && (
          <li>
            <a href="/organise">{t('console.allEditions')}</a>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** The frame of the organisers' pages. */
export function Console({ title, place, edition, scripts, head, children }: ConsoleProps) {
  const { t, locale, readerZoneKnown, account } = useView();
  return (
    <html lang={locale} data-zone={readerZoneKnown ? undefined : 'unknown'}>
      <Head title={`${title}${edition ? ` · ${edition.name}` : ''} · Symposia`} scripts={scripts}>
        {head}
      </Head>
      <body>
        <a class="skip" href="#main">
          {t('shell.skip')}
        </a>
        <div class="console">
          <header class="console-bar">
            <a class="brand" href="/organise" aria-label={t('console.home')}>
              <BrandMark /> <span lang="en">Symposia</span>
            </a>
            <p class="switcher">{edition?.name ?? t('console.title')}</p>
            {edition?.published ? (
              <a class="btn btn-quiet" href={`/events/${edition.key}`}>
                {t('console.publicPage')}
              </a>
            ) : (
              <a class="btn btn-quiet" href="/">
                {t('console.publicPages')}
              </a>
            )}
            <a class="btn btn-quiet search-link" href="/search">
              {t('search.title')}
            </a>
            <SearchForm />
            <LanguageSwitch />
            {account && (
              <a class="btn btn-quiet account" href="/account" title={account.name}>
                <span class="vh">{t('account.title')}: </span>
                <Name>{account.name}</Name>
              </a>
            )}
            {account && (
              <PostForm action="/sign-out" class="row action-wide">
                <button class="btn btn-quiet" type="submit">
                  {t('signIn.out')}
                </button>
              </PostForm>
            )}
          </header>
          <Navigation place={place} edition={edition} />
          <main class="console-main" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

interface ConsoleHeadProps {
  title: ComponentChildren;
  note?: ComponentChildren;
  /** The page's main act, beside its name. */
  action?: ComponentChildren;
  /** What has just been done, or refused. */
  done?: string | null;
  refused?: string | null;
}

/** The name of a console page, and word of what has just happened. */
export function ConsoleHead({ title, note, action, done, refused }: ConsoleHeadProps) {
  return (
    <>
      <div class="console-title">
        <div>
          <h1>{title}</h1>
          {note && <p>{note}</p>}
        </div>
        {action}
      </div>
      {done && (
        <p class="note done-note" role="status">
          {done}
        </p>
      )}
      {refused && (
        <p class="note refused-note" data-is="warn" role="alert">
          {refused}
        </p>
      )}
    </>
  );
}
