import { hrefWith } from './hrefs.js';
import { useView } from './view-context.js';

/** Lists go forward by cursor; back is the browser's own, or the beginning. */
export function Pager({ next }: { next: string | null }) {
  const { t, path } = useView();
  const isFirst = !path.includes('cursor=');
  if (isFirst && !next) return null;
  return (
    <nav class="row spread pager" aria-label={t('pager.label')}>
      {isFirst ? (
        <span />
      ) : (
        <a class="btn" href={hrefWith(path, { cursor: null })}>
          {t('pager.first')}
        </a>
      )}
      {next && (
        <a class="btn" rel="next" href={hrefWith(path, { cursor: next })}>
          {t('pager.next')}
        </a>
      )}
    </nav>
  );
}
