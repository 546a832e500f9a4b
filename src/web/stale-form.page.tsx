import { PostForm } from './layout/form.js';
import { Shell } from './layout/shell.js';
import { useView } from './layout/view-context.js';

export interface StaleFormPageProps {
  /** The page that the form stands on, as far as that is known. */
  back: string;
  /** What was typed, to be sent once more as it is; null where it must be typed again. */
  again: { action: string; values: readonly (readonly [string, string])[] } | null;
  /** The request's id, by which the operator finds it in the log. */
  reference: string;
}

/** A form that came without its token, or with that of somebody else: what happened, and how to go on without losing anything. */
export function StaleFormPage({ back, again, reference }: StaleFormPageProps) {
  const { t } = useView();
  return (
    <Shell title={t('account.stale.title')} mainClass="wrap">
      <div class="masthead">
        <p class="crumb num">403</p>
        <h1>{t('account.stale.title')}</h1>
        <p class="lede">{t('account.stale.what')}</p>
      </div>
      <div class="stack">
        <p>{t('error.nothingStored')}</p>
        <p>{again ? t('account.stale.kept') : t('account.stale.open')}</p>
        <div class="row">
          {again && (
            <PostForm action={again.action} class="row">
              {again.values.map(([name, value], index) => (
                <input key={index} type="hidden" name={name} value={value} />
              ))}
              <button class="btn btn-primary" type="submit">
                {t('account.stale.again')}
              </button>
            </PostForm>
          )}
          <a class={again ? 'btn' : 'btn btn-primary'} href={back}>
            {t('account.stale.back')}
          </a>
        </div>
        <p class="small muted">
          {t('error.reference')} <span class="num">{reference}</span>
        </p>
      </div>
    </Shell>
  );
}
