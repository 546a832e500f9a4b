import { Icon } from './icons.js';
import { useView } from './view-context.js';

/** In the header, where there is room for it; elsewhere a link to `/search` stands in its place. */
export function SearchForm() {
  const { t } = useView();
  return (
    <form class="site-search" method="get" action="/search" role="search" aria-label={t('search.title')}>
      <label class="vh" for="site-q">
        {t('search.label')}
      </label>
      <input
        class="input"
        id="site-q"
        name="q"
        type="search"
        maxLength={200}
        placeholder={t('search.title')}
        enterkeyhint="search"
      />
      <button class="btn btn-quiet" type="submit">
        <Icon name="search" />
        <span class="vh">{t('search.go')}</span>
      </button>
    </form>
  );
}
