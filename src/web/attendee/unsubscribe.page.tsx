import { EditionName, editionName } from '../layout/edition.js';
import { PostForm } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

export interface UnsubscribePageProps {
  token: string;
  edition: Pick<EditionRef, 'key' | 'series' | 'ordinal' | 'title' | 'when'>;
  done: boolean;
}

/** `/unsubscribe/{token}`: a GET asks (mail scanners follow links), a POST does. */
export function UnsubscribePage({ token, edition, done }: UnsubscribePageProps) {
  const { t, locale } = useView();
  const event = editionName(edition, locale, t);
  return (
    <Shell title={t('unsubscribe.title', { event })} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{done ? t('unsubscribe.done') : t('unsubscribe.heading')}</h1>
        <p class="lede">{done ? t('unsubscribe.doneText') : t('unsubscribe.text')}</p>
      </div>
      {!done && (
        <PostForm action={`/unsubscribe/${token}`} class="row">
          <button class="btn btn-primary btn-l" type="submit">
            {t('unsubscribe.action')}
          </button>
          <a class="btn btn-l" href={`/events/${edition.key}`}>
            {t('unsubscribe.keep')}
          </a>
        </PostForm>
      )}
    </Shell>
  );
}
