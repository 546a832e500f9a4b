import { EditionName, editionName } from '../layout/edition.js';
import { ErrorSummary, type FormState, PostForm, TextField } from '../layout/form.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

type Edition = Pick<EditionRef, 'key' | 'series' | 'ordinal' | 'title' | 'when'>;

export interface LostLinkPageProps {
  edition: Edition;
  form: FormState;
  /** It has been sent; the page says the same whoever has asked. */
  sent: boolean;
  /** Seconds until somebody from this network may ask again. */
  wait?: number;
}

function Crumb({ edition }: { edition: Edition }) {
  return (
    <p class="crumb">
      <a href={`/events/${edition.key}`}>
        <EditionName edition={edition} />
      </a>
    </p>
  );
}

/** `/events/{key}/lost-link`. The form sends `email`, and besides `website` (a trap: people leave it empty). */
export function LostLinkPage({ edition, form, sent, wait }: LostLinkPageProps) {
  const { t, locale } = useView();
  const explain = () => t('register.error.email');
  const title = t('lostLink.title', { event: editionName(edition, locale, t) });
  return (
    <Shell title={form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="home" mainClass="wrap">
      <div class="masthead">
        <Crumb edition={edition} />
        <h1>{sent ? t('lostLink.sent') : t('lostLink.heading')}</h1>
        <p class="lede">{sent ? t('lostLink.sentText') : t('lostLink.text')}</p>
      </div>
      {sent ? (
        <div class="stack">
          <p>{t('lostLink.sentHelp')}</p>
          <p>
            <a href={`/events/${edition.key}/lost-link`}>{t('lostLink.again')}</a>
          </p>
        </div>
      ) : (
        <div class="stack">
          <ErrorSummary form={form} explain={explain} />
          {wait !== undefined && (
            <p class="note" data-is="warn" role="alert">
              {t('lostLink.tooMany', { count: Math.ceil(wait / 60) })}
            </p>
          )}
          <PostForm action={`/events/${edition.key}/lost-link`}>
            <div class="trap" aria-hidden="true">
              <label for="f-website">{t('register.trap')}</label>
              <input id="f-website" name="website" tabIndex={-1} autocomplete="off" />
            </div>
            <TextField
              name="email"
              type="email"
              inputMode="email"
              autocomplete="email"
              verbatim
              label={t('register.email')}
              help={t('lostLink.help')}
              maxLength={254}
              form={form}
              explain={explain}
            />
            <div class="row">
              <button class="btn btn-primary btn-l" type="submit">
                {t('lostLink.action')}
              </button>
            </div>
          </PostForm>
        </div>
      )}
    </Shell>
  );
}

/** A personal link that opens nothing any more. `edition` is known of a link that was good once. */
export function DeadLinkPage({ edition }: { edition: Edition | null }) {
  const { t } = useView();
  return (
    <Shell title={t('error.410.title')} mainClass="wrap">
      <div class="masthead">
        {edition ? <Crumb edition={edition} /> : <p class="crumb num">410</p>}
        <h1>{t('error.410.title')}</h1>
        <p class="lede">{t('lostLink.dead')}</p>
      </div>
      <div class="stack">
        <p>{edition ? t('lostLink.deadHelp') : t('lostLink.deadSomewhere')}</p>
        <div class="row">
          <a class="btn btn-primary" href={edition ? `/events/${edition.key}/lost-link` : '/'}>
            {edition ? t('lostLink.action') : t('error.home')}
          </a>
        </div>
      </div>
    </Shell>
  );
}
