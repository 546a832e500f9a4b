import { type TextKey } from '../texts.js';
import { Shell } from './shell.js';
import { useView } from './view-context.js';

export interface ErrorPageProps {
  /** HTTP status; what we have no words for is shown as 500 or 400. */
  status: number;
  /** The request's id, by which the operator finds it in the log. */
  reference: string;
  /** Seconds until it is worth trying again. */
  retryAfter?: number;
}

interface Words {
  title: TextKey;
  what: TextKey;
  /** Whether anything was lost. */
  lost: TextKey;
  todo: TextKey;
}

const WORDS: Record<number, Words> = {
  400: { title: 'error.400.title', what: 'error.400.what', lost: 'error.nothingStored', todo: 'error.400.todo' },
  401: { title: 'error.401.title', what: 'error.401.what', lost: 'error.nothingStored', todo: 'error.401.todo' },
  403: { title: 'error.403.title', what: 'error.403.what', lost: 'error.nothingStored', todo: 'error.403.todo' },
  404: { title: 'error.404.title', what: 'error.404.what', lost: 'error.nothingLost', todo: 'error.404.todo' },
  409: { title: 'error.409.title', what: 'error.409.what', lost: 'error.nothingStored', todo: 'error.409.todo' },
  410: { title: 'error.410.title', what: 'error.410.what', lost: 'error.nothingLost', todo: 'error.410.todo' },
  413: { title: 'error.413.title', what: 'error.413.what', lost: 'error.nothingStored', todo: 'error.413.todo' },
  422: { title: 'error.422.title', what: 'error.422.what', lost: 'error.nothingStored', todo: 'error.422.todo' },
  429: { title: 'error.429.title', what: 'error.429.what', lost: 'error.nothingStored', todo: 'error.429.todo' },
  500: { title: 'error.500.title', what: 'error.500.what', lost: 'error.500.lost', todo: 'error.500.todo' },
  503: { title: 'error.503.title', what: 'error.503.what', lost: 'error.503.lost', todo: 'error.503.todo' },
};

/** What happened, whether anything was lost, what to do, and a number to tell us. */
export function ErrorPage({ status, reference, retryAfter }: ErrorPageProps) {
  const { t } = useView();
  const words = (WORDS[status] ?? WORDS[status < 500 ? 400 : 500]) as Words;
  return (
    <Shell title={t(words.title)} mainClass="wrap">
      <div class="masthead">
        <p class="crumb num">{status}</p>
        <h1>{t(words.title)}</h1>
        <p class="lede">{t(words.what)}</p>
      </div>
      <div class="stack">
        <p>{t(words.lost)}</p>
        <p>{t(words.todo)}</p>
        {retryAfter !== undefined && retryAfter > 0 && <p>{t('error.retryAfter', { count: retryAfter })}</p>}
        <div class="row">
          <a class="btn btn-primary" href="/">
            {t('error.home')}
          </a>
          {status === 401 && (
            <a class="btn" href="/sign-in">
              {t('nav.signIn')}
            </a>
          )}
        </div>
        <p class="small muted">
          {t('error.reference')} <span class="num">{reference}</span>
        </p>
      </div>
    </Shell>
  );
}
