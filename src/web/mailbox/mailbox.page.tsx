import { hrefWith } from '../layout/hrefs.js';
import { Pager } from '../layout/pager.js';
import { Shell } from '../layout/shell.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';

/** Filters are query parameters: `to, cursor`. */
export interface MailboxPageProps {
  to: string;
  total: number;
  /** Newest first. */
  messages: { id: string; to: string; subject: string; receivedAt: Date }[];
  next: string | null;
}

/** `/mailbox`: every mail that the built-in catcher has taken, in development. */
export function MailboxPage({ to, total, messages, next }: MailboxPageProps) {
  const { t, readerZone, readerZoneKnown } = useView();
  const zone = readerZoneKnown ? readerZone : 'UTC';
  return (
    <Shell title={t('mailbox.title')} place="mailbox" mainClass="wrap">
      <div class="masthead">
        <h1>{t('mailbox.title')}</h1>
        <p class="lede">{t('mailbox.lede')}</p>
      </div>
      <form class="filter" method="get" action="/mailbox" role="search">
        <div class="field">
          <label for="to">{t('mailbox.to')}</label>
          <input
            class="input"
            id="to"
            name="to"
            type="search"
            value={to}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
          />
        </div>
        <button class="btn" type="submit">
          {t('list.search')}
        </button>
      </form>
      <p class="small muted mail-count">{t('mailbox.total', { count: total })}</p>
      {messages.length === 0 ? (
        <div class="empty">
          <h2>{to ? t('list.noMatch') : t('mailbox.none')}</h2>
          <p>{to ? t('list.noMatchText') : t('mailbox.noneText')}</p>
          {to && (
            <a class="btn" href="/mailbox">
              {t('list.clear')}
            </a>
          )}
        </div>
      ) : (
        <ul class="people mails" role="list">
          {messages.map((message) => (
            <li key={message.id}>
              <div>
                <h2 class="mail-subject">
                  <a href={`/mailbox/${message.id}`}>{message.subject || t('mailbox.noSubject')}</a>
                </h2>
                <p class="where">
                  <a href={hrefWith('/mailbox', { to: message.to })}>{message.to}</a>
                </p>
              </div>
              <p class="clock">
                <At instant={message.receivedAt} zone={zone} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pager next={next} />
    </Shell>
  );
}
