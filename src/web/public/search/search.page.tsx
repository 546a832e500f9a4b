import { type LocalisedText, pick } from '../../../kernel/locale.js';
import { highlightsIn } from '../../../platform/search/highlights.js';
import { SEARCH_KINDS, type SearchKind } from '../../../platform/search/search-entry.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pager } from '../../layout/pager.js';
import { Shell } from '../../layout/shell.js';
import { EditionStatusMark } from '../../layout/status.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';

const KINDS: Record<SearchKind, { one: TextKey; many: TextKey }> = {
  series: { one: 'search.kind.series', many: 'search.kinds.series' },
  edition: { one: 'search.kind.edition', many: 'search.kinds.editions' },
  institution: { one: 'search.kind.institution', many: 'search.kinds.institutions' },
  document: { one: 'search.kind.document', many: 'search.kinds.documents' },
};

/** No more can be typed; more than this is not read. */
const MAX_LENGTH = 200;

/** Query parameters: `q, kind, cursor`. */
export interface SearchPageProps {
  q: string;
  kind: SearchKind | null;
  items: {
    kind: SearchKind;
    id: string;
    path: string;
    title: LocalisedText;
    context: LocalisedText | null;
    year: number | null;
    isPublic: boolean;
  }[];
  next: string | null;
  isLoose: boolean;
  total: number;
  hasMore: boolean;
}

/** `/search`: everything of the archive, by its names in all languages. */
export function SearchPage(props: SearchPageProps) {
  const { t } = useView();
  const { q, kind, items, next, isLoose, total, hasMore } = props;
  const count = hasMore ? t('search.moreThan', { count: total }) : t('search.found', { count: total });
  return (
    <Shell title={q ? t('search.titleFor', { q }) : t('search.title')} place="search" mainClass="wrap">
      <div class="masthead">
        <h1>{t('search.title')}</h1>
      </div>
      <form class="filter search-form" method="get" action="/search" role="search">
        {kind && <input type="hidden" name="kind" value={kind} />}
        <div class="field">
          <label for="q">{t('search.label')}</label>
          <input class="input" id="q" name="q" type="search" maxLength={MAX_LENGTH} value={q} enterkeyhint="search" />
        </div>
        <button class="btn btn-primary" type="submit">
          {t('search.go')}
        </button>
      </form>
      {q && <KindTabs q={q} kind={kind} />}
      {items.length > 0 && (
        <>
          <p class="small muted mail-count" role="status">
            {isLoose ? t('search.loose') : count}
          </p>
          <ol class="people results" role="list">
            {items.map((item) => (
              <Result key={`${item.kind}-${item.id}`} q={q} {...item} />
            ))}
          </ol>
          {hasMore && !next && <p class="small muted">{t('search.newestOnly', { count: total })}</p>}
          <Pager next={next} />
        </>
      )}
      {items.length === 0 && <NothingFound q={q} kind={kind} />}
    </Shell>
  );
}

function KindTabs({ q, kind }: Pick<SearchPageProps, 'q' | 'kind'>) {
  const { t } = useView();
  return (
    <nav class="tabs" aria-label={t('search.byKind')}>
      <a href={hrefWith('/search', { q })} aria-current={kind === null ? 'page' : undefined}>
        {t('search.kinds.all')}
      </a>
      {SEARCH_KINDS.map((one) => (
        <a key={one} href={hrefWith('/search', { q, kind: one })} aria-current={kind === one ? 'page' : undefined}>
          {t(KINDS[one].many)}
        </a>
      ))}
    </nav>
  );
}

function Result({ q, kind, path, title, context, year, isPublic }: SearchPageProps['items'][number] & { q: string }) {
  const { t } = useView();
  return (
    <li>
      <div>
        <p class="small muted">
          {t(KINDS[kind].one)}
          {year !== null && (
            <>
              {' · '}
              {year}
            </>
          )}
          {!isPublic && (
            <>
              {' '}
              <EditionStatusMark status="draft" />
            </>
          )}
        </p>
        <h2 class="mail-subject">
          <a href={path}>
            <Marked text={title} q={q} />
          </a>
        </h2>
        {context && (
          <p class="where">
            <Marked text={context} q={q} />
          </p>
        )}
      </div>
    </li>
  );
}

/** A text in the reader's language, with what was looked for. The pieces are text: markup in a name stays what it is. */
function Marked({ text, q }: { text: LocalisedText; q: string }) {
  const { locale } = useView();
  const found = pick(text, locale);
  const pieces = highlightsIn(found.text, q).map(({ text: piece, isMatch }) =>
    isMatch ? <mark>{piece}</mark> : <>{piece}</>,
  );
  return found.locale === locale ? <>{pieces}</> : <span lang={found.locale}>{pieces}</span>;
}

function NothingFound({ q, kind }: Pick<SearchPageProps, 'q' | 'kind'>) {
  const { t } = useView();
  return (
    <div class="empty">
      <h2>{q ? t('search.nothing') : t('search.begin')}</h2>
      <p>{q ? t('search.nothingText') : t('search.beginText')}</p>
      {kind && q && (
        <a class="btn" href={hrefWith('/search', { q })}>
          {t('search.everywhere')}
        </a>
      )}
    </div>
  );
}
